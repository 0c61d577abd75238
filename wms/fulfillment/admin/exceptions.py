"""The list of what a person must decide."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action, display

from wms.fulfillment.exceptions.admin import SnoozeButton, SnoozedFilter
from wms.fulfillment.exceptions.commands.clear_by_hand import clear_by_hand
from wms.fulfillment.exceptions.contracts.exceptions import ClearException, ExceptionStatus
from wms.fulfillment.exceptions.contracts.snoozes import CauseLasts
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.rules.kinds import LASTING
from wms.fulfillment.saga.admin.holds import HoldButtons
from wms.fulfillment.saga.admin.restarts import RestartButton
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, status_badge
from wms.platform.admin.filters import ClientFilter
from wms.platform.rest.access import actor_of, scopes_of_person
from wms.platform.tenancy import facade as tenancy

# Where a person decides, by kind; what is about an order is decided where the order is.
PAGES = {
    "adjustment_waits": "admin:inventory_adjustment_change",
    "count_waits": "admin:inventory_cyclecount_change",
    "inbound_short": "admin:inventory_inboundnotice_change",
}


@admin.register(OperationalException)
class OperationalExceptionAdmin(HoldButtons, RestartButton, SnoozeButton, ReadOnlyAdmin):
    """Look, act on the floor, then clear."""

    list_display = (
        "subject",
        "what",
        status_badge(),
        "message",
        "where",
        client(),
        age("raised_at"),
        "settled",
        "put_off",
    )
    list_display_links = ("subject",)
    list_filter = ("status", SnoozedFilter, "kind", ClientFilter, "raised_at")
    search_fields = ("subject", "order_id", "kind")
    ordering = ("-id",)
    actions = ("clear",)
    actions_detail = ("ship_short", "cancel_order", "restart", "snooze")
    fields = (
        ("subject", "what"),
        "message",
        ("state", "settled"),
        ("lasts", "put_off"),
        "note",
        ("where", client()),
        ("raised_at", "cleared_at", "version"),
    )
    readonly_fields = ("what", "state", "settled", "where", "lasts", "put_off")

    @display(description="exception", ordering="kind")
    def what(self, row: OperationalException) -> str:
        """Return the kind in words."""
        return row.kind.replace("_", " ")

    @display(description="look at")
    def where(self, row: OperationalException) -> str:
        """Return a link to what it is about, or a dash."""
        if row.order_id is not None:
            page, about = "admin:orders_order_change", row.order_id
        elif row.kind in PAGES and row.subject_id is not None:
            page, about = PAGES[row.kind], row.subject_id
        else:
            return "-"
        return format_html('<a href="{}">{}</a>', reverse(page, args=[about]), row.subject)

    @display(description="status")
    def state(self, row: OperationalException) -> str:
        """Return whether somebody still has to look."""
        return row.status

    @display(description="cleared by", ordering="cleared_by")
    def settled(self, row: OperationalException) -> str:
        """Return who cleared it."""
        return tenancy.name_of(row.cleared_by) or "nobody yet"

    @display(description="clears itself", boolean=True)
    def lasts(self, row: OperationalException) -> bool:
        """Return whether it goes when its cause has ended, and not before."""
        return row.kind in LASTING

    @display(description="snoozed until", ordering="snoozed_until")
    def put_off(self, row: OperationalException) -> str:
        """Return until when nobody has to look, and who says so."""
        if row.snoozed_until is None:
            return "-"
        return f"{row.snoozed_until:%Y-%m-%d %H:%M} UTC, {tenancy.name_of(row.snoozed_by)}"

    @action(description="Clear", permissions=["clear"])
    def clear(self, request: HttpRequest, queryset: QuerySet[OperationalException]) -> None:
        """Say that the chosen ones are settled."""
        chosen = list(
            queryset.filter(status=ExceptionStatus.OPEN).values_list("exception_id", flat=True)
        )
        cleared = 0
        for exception_id in chosen:
            command = ClearException(exception_id=exception_id, actor=actor_of(request.user))
            try:
                clear_by_hand(command)
            except CauseLasts as refusal:
                self.message_user(request, f"Refused: {refusal}", messages.ERROR)
            else:
                cleared += 1
        if cleared:
            self.message_user(request, f"{cleared} cleared", messages.SUCCESS)

    def has_clear_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may settle exceptions."""
        return "exceptions:write" in scopes_of_person(request.user)
