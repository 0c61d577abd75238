"""Locations, what lies there, and whether goods may be taken from them."""

from typing import ClassVar
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from wms.inventory.catalogue.admin.permissions import MayChangePlaces
from wms.inventory.catalogue.contracts.catalogue import BlockLocation
from wms.inventory.counts.commands.request_count import request_count
from wms.inventory.counts.contracts.counts import CycleCount, RequestCount
from wms.inventory.handling.commands.block_location import block_location
from wms.inventory.models import Location, StockUnit
from wms.kernel.errors import DomainError
from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.admin.base import ReadOnlyAdmin, ReadOnlyInline
from wms.platform.admin.columns import text, warehouse
from wms.platform.admin.dialogs import ReasonForm, SureForm, carry_out, id_of
from wms.platform.rest.access import actor_of

PAGE = "inventory_location"


class NothingToCount(DomainError):
    """No goods lie at the place."""

    code = "nothing_to_count"


class GoodsHere(ReadOnlyInline):
    """What lies at the place."""

    model = StockUnit
    verbose_name_plural = "goods"
    hide_title = True
    per_page = 50
    fields = (
        "sku",
        "lot",
        "expires_on",
        "status",
        "on_hand",
        "allocated",
    )
    ordering = (
        "sku__code",
        "lot",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[StockUnit]:
        """Leave out what was here once."""
        rows: QuerySet[StockUnit] = super().get_queryset(request)
        return rows.filter(on_hand__gt=0).select_related("sku", "location")


@admin.register(Location)
class LocationAdmin(MayChangePlaces, ReadOnlyAdmin):
    """The places of the warehouses, and the virtual ends of the ledger."""

    list_display = (
        "code",
        "use",
        "state",
        "why_blocked",
        "pick_sequence",
        warehouse(),
        "address",
    )
    list_filter = (
        "kind",
        "is_blocked",
        "blocked_for",
        "zone",
    )
    list_display_links = ("code",)
    search_fields = ("code",)
    ordering = (
        "pick_sequence",
        "code",
    )
    inlines = (GoodsHere,)
    actions_detail = ("block", "unblock", "count")
    fields: ClassVar = (
        ("code", "use", warehouse()),
        ("state", "why_blocked"),
        ("address", "pick_sequence"),
        (text("storage_class", title="storage class"), "max_units", "counted_at"),
    )
    readonly_fields = ("use", "state", "why_blocked", "address")

    @display(description="kind", ordering="kind", label=True)
    def use(self, row: Location) -> str:
        """Return what the place is for."""
        return row.kind.replace("_", " ")

    @display(
        description="state", ordering="is_blocked", label={"blocked": "danger", "open": "success"}
    )
    def state(self, row: Location) -> str:
        """Return whether goods may be taken from here."""
        return "blocked" if row.is_blocked else "open"

    @display(description="why", ordering="blocked_for")
    def why_blocked(self, row: Location) -> str:
        """Return what the place waits for, and what was said when it was blocked."""
        cause = row.blocked_for.replace("_", " ")
        return f"{cause}: {row.block_note}" if row.block_note else cause or "-"

    @display(description="zone, aisle, bay, level")
    def address(self, row: Location) -> str:
        """Return where the place is."""
        return " / ".join(filter(None, (row.zone, row.aisle, row.bay, row.level))) or "-"

    @action(
        description="Block",
        icon="block",
        variant=ActionVariant.DANGER,
        permissions=["places"],
        dialog={
            "title": "Why is nothing to be taken from here?",
            "description": "Goods that nobody has claimed are not promised until it is open again.",
            "form_class": ReasonForm,
            "form_submit_text": "Block",
        },
    )
    def block(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        """Let nothing more be promised from the place."""
        return _turn(request, object_id, form.cleaned_data["reason"], blocked=True)

    @action(
        description="Open",
        icon="lock_open",
        permissions=["places"],
        dialog={
            "title": "May goods be taken from here again?",
            "description": "What lies here is promised to those who wait.",
            "form_class": SureForm,
            "form_submit_text": "Open",
        },
    )
    def unblock(self, request: HttpRequest, form: SureForm, object_id: str) -> HttpResponse:
        """Open the place again, whatever has blocked it."""
        del form
        return _turn(request, object_id, "opened", blocked=False)

    @action(
        description="Count",
        icon="calculate",
        permissions=["places"],
        dialog={
            "title": "Have this place counted?",
            "description": "By somebody who is not told what should be here.",
            "form_class": SureForm,
            "form_submit_text": "Ask for a count",
        },
    )
    def count(self, request: HttpRequest, form: SureForm, object_id: str) -> HttpResponse:
        """Ask for counts of what lies here, one for each client."""
        del form
        location_id = id_of(object_id)
        return carry_out(
            request,
            (PAGE, object_id),
            lambda: _counts(location_id, actor_of(request.user)),
            say=lambda counts: f"To be counted: {', '.join(count.number for count in counts)}.",
        )


def _turn(request: HttpRequest, object_id: str, reason: str, *, blocked: bool) -> HttpResponse:
    command = BlockLocation(
        location_id=id_of(object_id),
        reason=reason,
        actor=actor_of(request.user),
        blocked=blocked,
    )
    return carry_out(
        request,
        (PAGE, object_id),
        lambda: block_location(command),
        say=lambda place: f"{place.code} is {'blocked' if place.is_blocked else 'open'}.",
    )


def _counts(location_id: UUID, actor: str) -> list[CycleCount]:
    here = StockUnit.objects.filter(location=location_id, on_hand__gt=0).order_by(
        "balance__client_id"
    )
    owners = here.values_list(
        "balance__client_id", "balance__warehouse_id", "location__code"
    ).distinct()
    counts = [
        request_count(
            RequestCount(
                client_id=ClientId(client_id),
                warehouse_id=WarehouseId(warehouse_id),
                location=code,
                actor=actor,
            )
        )
        for client_id, warehouse_id, code in owners
    ]
    if not counts:
        raise NothingToCount("no goods lie here")
    return counts
