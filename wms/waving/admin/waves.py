"""The list of waves, and the page of one with its orders and its buttons."""

from datetime import date
from typing import ClassVar

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms import DateTimeField, DateTimeInput
from django.http import HttpRequest
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm

from wms.platform.admin.base import ReadOnlyAdmin, ReadOnlyInline
from wms.platform.admin.buttons import CommandButton, where
from wms.platform.admin.columns import age, client, status_badge, warehouse, who
from wms.platform.admin.dialogs import ReasonForm
from wms.platform.admin.filters import ClientFilter, WarehouseFilter
from wms.platform.deferred.contracts import Deferred
from wms.waving import contracts
from wms.waving.contracts import CancelWave, ReleaseWave, WaveId
from wms.waving.contracts.commands import ScheduleWave
from wms.waving.domain.transitions import OPEN
from wms.waving.models import Wave, WaveOrder
from wms.waving.selectors.descriptions import describe_wave
from wms.waving.services.cancel_wave import cancel_wave
from wms.waving.services.request_release import request_release
from wms.waving.services.schedule_wave import schedule_wave

WHILE_OPEN = where(Wave, status__in=OPEN)


class ScheduleForm(BaseDialogForm):
    """Asks for a time."""

    release_at = DateTimeField(widget=DateTimeInput(attrs={"type": "datetime-local"}))


class OrdersOfWave(ReadOnlyInline):
    """What goes to the floor together, the most urgent first."""

    model = WaveOrder
    verbose_name_plural = "orders"
    per_page = 50
    hide_title = True
    fields: ClassVar = ("number", "priority", "ship_by", "lines", "units", "done", "left")
    readonly_fields: ClassVar = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[WaveOrder]:
        """Fetch each order with its row, without what it holds."""
        rows: QuerySet[WaveOrder] = super().get_queryset(request)
        return (
            WaveOrder.objects.filter(pk__in=rows)
            .select_related("order")
            .defer("order__lines")
            .most_urgent_first()
        )

    @display(description="order")
    def number(self, row: WaveOrder) -> str:
        """Return the order's number."""
        return row.order.number

    @display(description="priority")
    def priority(self, row: WaveOrder) -> str:
        """Return the priority as a word."""
        return str(row.order.get_priority_rank_display())

    @display(description="ship by")
    def ship_by(self, row: WaveOrder) -> str:
        """Return the day promised, or a dash."""
        return str(row.order.ship_by or "-")

    @display(description="lines")
    def lines(self, row: WaveOrder) -> int:
        """Return how many lines the order has."""
        return row.order.line_count

    @display(description="units")
    def units(self, row: WaveOrder) -> int:
        """Return how many units the order has."""
        return row.order.unit_count

    @display(description="done", boolean=True)
    def done(self, row: WaveOrder) -> bool:
        """Return whether its work ended."""
        return row.is_done

    @display(description="left")
    def left(self, row: WaveOrder) -> str:
        """Return when, in UTC, and why the order left the wave, or a dash."""
        if row.left_at is None:
            return "-"
        return f"{row.left_at:%Y-%m-%d %H:%M} {row.left_because}".rstrip()


def _outcome(wave: contracts.Wave | Deferred) -> str:
    if isinstance(wave, Deferred):
        return f"It has {wave.total} orders and is released in the background."
    return f"{wave.number} is {wave.status.replace('_', ' ')}."


@admin.register(Wave)
class WaveAdmin(ReadOnlyAdmin):
    """Orders that go to the floor together."""

    list_display = (
        "number",
        status_badge(),
        warehouse(),
        client(),
        "order_count",
        "line_count",
        "unit_count",
        "done_count",
        "progress",
        "pressing",
        age(),
        "ship_by",
    )
    list_display_links = ("number",)
    list_filter: ClassVar = ("status", WarehouseFilter, ClientFilter, "created_at")
    search_fields: ClassVar = ("number__iexact",)
    search_help_text = "a whole wave number"
    ordering: ClassVar = ("-id",)
    inlines: ClassVar = (OrdersOfWave,)
    fields: ClassVar = (
        ("number", "status"),
        ("order_count", "progress"),
        ("line_count", "unit_count"),
        ("building", "cutoff", "pressing"),
        (who("planned_by"), "created_at"),
        (who("released_by"), "released_at"),
        ("started_at", "completed_at"),
        ("release_at", "reason"),
    )
    readonly_fields: ClassVar = ("building", "progress", "cutoff", "pressing")
    actions_detail = ("release", "schedule", "cancel")
    building = staticmethod(warehouse())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Wave]:
        """Fetch each wave with the day of its most pressing order."""
        waves: QuerySet[Wave] = super().get_queryset(request)
        # Asked for the rows of the page only, where a join would group every wave there is.
        promised = WaveOrder.objects.filter(wave=OuterRef("pk")).order_by("order__ship_by")
        return waves.annotate(first_ship_by=Subquery(promised.values("order__ship_by")[:1]))

    @display(description="ship by")
    def ship_by(self, row: Wave) -> date | None:
        """Return the earliest day promised to one of its orders."""
        first: date | None = getattr(row, "first_ship_by", None)
        return first

    @display(description="progress")
    def progress(self, row: Wave) -> str:
        """Return which part of the orders is done."""
        return f"{100 * row.done_count // row.order_count} %" if row.order_count else "-"

    @display(description="truck", ordering="cutoff_at", label={"at risk": "warning"})
    def pressing(self, row: Wave) -> str:
        """Return that there is work left shortly before the truck leaves, when, or a dash."""
        return "at risk" if describe_wave(row).is_at_risk else self.cutoff(row)

    @display(description="cut-off", ordering="cutoff_at")
    def cutoff(self, row: Wave) -> str:
        """Return when the truck leaves, in UTC, or a dash."""
        return "-" if row.cutoff_at is None else f"{row.cutoff_at:%Y-%m-%d %H:%M}"

    release = CommandButton(
        request_release,
        "Release",
        scope="waves:write",
        icon="play_arrow",
        shows=WHILE_OPEN,
        variant=ActionVariant.PRIMARY,
        title="Release the wave?",
        consequence="Pick tasks open for its orders. Only cancelling those takes it back.",
        build=lambda pressed: ReleaseWave(wave_id=WaveId(pressed.row_id), actor=pressed.actor),
        say=_outcome,
    )
    schedule = CommandButton(
        schedule_wave,
        "Schedule",
        scope="waves:write",
        icon="schedule",
        shows=WHILE_OPEN,
        ask=ScheduleForm,
        title="Schedule the wave?",
        consequence="It is released by itself at this time (UTC), if nobody does so before.",
        build=lambda pressed: ScheduleWave(
            wave_id=WaveId(pressed.row_id),
            release_at=pressed.asked["release_at"],
            actor=pressed.actor,
        ),
        say=lambda wave: f"{wave.number} is released at {wave.release_at:%Y-%m-%d %H:%M} UTC.",
    )
    cancel = CommandButton(
        cancel_wave,
        "Cancel",
        scope="waves:write",
        icon="close",
        shows=WHILE_OPEN,
        variant=ActionVariant.DANGER,
        ask=ReasonForm,
        title="Cancel the wave?",
        consequence="Its orders can be planned again.",
        submit="Cancel the wave",
        build=lambda pressed: CancelWave(
            wave_id=WaveId(pressed.row_id), reason=pressed.asked["reason"], actor=pressed.actor
        ),
        say=_outcome,
    )
