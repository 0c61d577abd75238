"""Counts to do, and what was found."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display
from unfold.enums import ActionVariant

from wms.inventory.counts.commands.ask_recount import ask_recount
from wms.inventory.counts.commands.cancel_count import cancel_count
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.contracts import counts as contracts
from wms.inventory.counts.contracts.counts import AskRecount, CancelCount, PostCount
from wms.inventory.work.contracts.counts import CountId, CountStatus
from wms.inventory.work.models.counts import UNFINISHED, CycleCount, CycleCountLine
from wms.inventory.work.rules.count_states import COUNT_TRANSITIONS
from wms.platform.admin.base import ReadOnlyAdmin, ReadOnlyInline
from wms.platform.admin.buttons import CommandButton, where
from wms.platform.admin.columns import age, client, status_badge, warehouse, who
from wms.platform.admin.dialogs import ReasonForm
from wms.platform.admin.filters import ClientFilter, WarehouseFilter
from wms.platform.rest.access import scopes_of_person
from wms.platform.tenancy import facade as tenancy

CAUSES = {"short pick": "danger", "requested": "primary", "planned": "info"}
# Before these somebody may still count, and must not know what is expected.
SHOWN = {CountStatus.COUNTED, CountStatus.POSTED, CountStatus.CANCELLED}


class ToDoFilter(admin.SimpleListFilter):
    """Leave out what is over, unless it is asked for."""

    title = "work"
    parameter_name = "work"

    def lookups(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        model_admin: "admin.ModelAdmin[CycleCount]",  # noqa: ARG002 - the same
    ) -> list[tuple[str, str]]:
        """Return the choices beside the default."""
        return [("approve", "to approve"), ("all", "done or not")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Name the default what it is."""
        default, *others = super().choices(changelist)
        yield default | {"display": "to do"}
        yield from others

    def queryset(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        queryset: QuerySet[CycleCount],
    ) -> QuerySet[CycleCount]:
        """Narrow the list."""
        match self.value():
            case "all":
                return queryset
            case "approve":
                return queryset.filter(status=CountStatus.COUNTED)
            case _:
                return queryset.filter(status__in=UNFINISHED)


class LinesOfCount(ReadOnlyInline):
    """What should have been there, and what was, each time it was counted."""

    model = CycleCountLine
    verbose_name_plural = "goods"
    per_page = 50
    hide_title = True
    fields: ClassVar = (
        "round_no",
        "goods",
        "status",
        "expected",
        "taken",
        "missing",
        "counted",
        "off",
    )
    readonly_fields: ClassVar = fields
    ordering: ClassVar = ("-round_no", "sku__code", "lot", "status")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CycleCountLine]:
        """Fetch the goods with the lines."""
        rows: QuerySet[CycleCountLine] = super().get_queryset(request).select_related("sku")
        return rows

    @display(description="SKU and lot")
    def goods(self, row: CycleCountLine) -> str:
        """Return what was counted."""
        lot = f" · lot {row.lot}" if row.lot else ""
        return f"{row.sku.code}{lot}"

    @display(description="variance", label={"0": "success"})
    def off(self, row: CycleCountLine) -> tuple[str, str]:
        """Return the difference with its sign."""
        return (str(row.difference), f"{row.difference:+d}" if row.difference else "none")


def _outcome(count: contracts.CycleCount) -> str:
    return f"{count.number} is {count.status.replace('_', ' ')}."


@admin.register(CycleCount)
class CycleCountAdmin(ReadOnlyAdmin):
    """Locations to be counted, newest first."""

    list_display = (
        "number",
        status_badge(),
        "place",
        "why",
        "who",
        "rounds",
        age(),
        client(),
        warehouse(),
    )
    list_display_links = ("number",)
    list_filter: ClassVar = (
        ToDoFilter,
        "cause",
        "status",
        WarehouseFilter,
        ClientFilter,
        "created_at",
    )
    search_fields: ClassVar = ("number__iexact", "location__code__iexact")
    search_help_text = "a whole number of a count, or a whole location code"
    ordering: ClassVar = ("-id",)
    inlines: ClassVar = (LinesOfCount,)
    fields: ClassVar = (
        ("number", "status"),
        ("place", "why"),
        ("owner", "building"),
        (who("worker"), who("counted_by"), "round_no"),
        (who("created_by"), "created_at"),
        ("started_at", "counted_at"),
        (who("posted_by"), "posted_at"),
        "reason",
    )
    readonly_fields: ClassVar = ("place", "why", "owner", "building")
    actions_detail = ("post", "recount", "cancel")
    building = staticmethod(warehouse())
    owner = staticmethod(client())

    def get_queryset(self, request: HttpRequest) -> QuerySet[CycleCount]:
        """Fetch each count with its location."""
        rows: QuerySet[CycleCount] = super().get_queryset(request).select_related("location")
        return rows

    def get_inlines(self, request: HttpRequest, obj: CycleCount | None) -> tuple[Any, ...]:
        """Show what was expected only to those who decide, and when nobody counts any more."""
        may_approve = "inventory:approve" in scopes_of_person(request.user)
        is_shown = obj is not None and obj.status in SHOWN and may_approve
        return self.inlines if is_shown else ()

    @display(description="location", ordering="location__code")
    def place(self, row: CycleCount) -> str:
        """Return what is counted."""
        return row.location.code

    @display(description="cause", ordering="cause", label=CAUSES)
    def why(self, row: CycleCount) -> str:
        """Return why it is counted."""
        return str(row.get_cause_display())

    @display(description="worker", ordering="worker")
    def who(self, row: CycleCount) -> str:
        """Return who has it, else who counted last, or a dash."""
        return tenancy.name_of(row.worker or row.counted_by) or "-"

    @display(description="counted", ordering="round_no")
    def rounds(self, row: CycleCount) -> str:
        """Return how often it was counted."""
        return {0: "not yet", 1: "once", 2: "twice"}.get(row.round_no, f"{row.round_no} times")

    post = CommandButton(
        post_count,
        "Post",
        scope="inventory:approve",
        icon="check",
        shows=where(CycleCount, status=CountStatus.COUNTED),
        variant=ActionVariant.PRIMARY,
        title="Post the variances?",
        consequence="Stock on hand becomes what was counted. This cannot be undone.",
        build=lambda pressed: PostCount(count_id=CountId(pressed.row_id), actor=pressed.actor),
        say=_outcome,
    )
    recount = CommandButton(
        ask_recount,
        "Recount",
        scope="inventory:approve",
        icon="replay",
        shows=where(CycleCount, status=CountStatus.COUNTED),
        title="Request a recount?",
        consequence="Somebody else counts; nothing is posted until then.",
        build=lambda pressed: AskRecount(count_id=CountId(pressed.row_id), actor=pressed.actor),
        say=_outcome,
    )
    cancel = CommandButton(
        cancel_count,
        "Cancel",
        scope="inventory:approve",
        icon="close",
        shows=where(CycleCount, status__in=COUNT_TRANSITIONS.before(CountStatus.CANCELLED)),
        variant=ActionVariant.DANGER,
        ask=ReasonForm,
        title="Cancel the count?",
        consequence="Nothing is posted.",
        submit="Cancel the count",
        build=lambda pressed: CancelCount(
            count_id=CountId(pressed.row_id), actor=pressed.actor, reason=pressed.asked["reason"]
        ),
        say=_outcome,
    )
