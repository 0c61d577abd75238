"""Goods that are announced, and how much of them came."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.forms import DateField, DateInput
from django.http import HttpRequest
from django.utils import timezone
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm

from wms.inventory.receiving.commands.close_inbound import close_inbound
from wms.inventory.receiving.commands.expect_inbound import expect_inbound
from wms.inventory.receiving.contracts import inbound as contracts
from wms.inventory.receiving.contracts.inbound import (
    CloseInbound,
    ExpectInbound,
    InboundStatus,
    NoticeId,
)
from wms.inventory.receiving.models.inbound import InboundLine, InboundNotice
from wms.platform.admin.base import ReadOnlyAdmin, ReadOnlyInline
from wms.platform.admin.buttons import CommandButton, where
from wms.platform.admin.columns import age, client, status_badge, warehouse, who
from wms.platform.admin.filters import ClientFilter, WarehouseFilter


class DateForm(BaseDialogForm):
    """Asks for a day, or none."""

    expected_on = DateField(required=False, widget=DateInput(attrs={"type": "date"}))


class LinesOfNotice(ReadOnlyInline):
    """What is expected, and how much of it came."""

    model = InboundLine
    verbose_name_plural = "lines"
    fields = ("line_no", "sku", "lot_or_any", "expires_on", "expected", "received", "missing")
    readonly_fields = ("lot_or_any", "missing")
    ordering = ("line_no",)
    per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[InboundLine]:
        """Fetch the SKUs with the lines."""
        rows: QuerySet[InboundLine] = super().get_queryset(request).select_related("sku")
        return rows

    @display(description="lot")
    def lot_or_any(self, row: InboundLine) -> str:
        """Return the lot that is expected, or that any will do."""
        return row.lot or "any"

    @display(description="short")
    def missing(self, row: InboundLine) -> int:
        """Return how much of it has not come."""
        return max(row.expected - row.received, 0)


class DeliveryFilter(admin.SimpleListFilter):
    """Narrow notices by how much of them came."""

    title = "delivery"
    parameter_name = "delivery"

    def lookups(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        model_admin: "admin.ModelAdmin[InboundNotice]",  # noqa: ARG002 - the same
    ) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("late", "late"), ("short", "closed short"), ("over", "more than announced")]

    def queryset(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        queryset: QuerySet[InboundNotice],
    ) -> QuerySet[InboundNotice]:
        """Return the rows of the choice."""
        match self.value():
            case "late":
                return queryset.filter(status="open", expected_on__lt=timezone.now().date())
            case "short":
                short = InboundLine.objects.filter(short__gt=0)
                return queryset.filter(id__in=short.values("notice"))
            case "over":
                over = InboundLine.objects.filter(received__gt=F("expected"))
                return queryset.filter(id__in=over.values("notice"))
            case _:
                return queryset


def _outcome(notice: contracts.InboundNotice) -> str:
    short = sum(line.short for line in notice.lines)
    return f"{notice.number} is closed, {short} units short."


@admin.register(InboundNotice)
class InboundNoticeAdmin(ReadOnlyAdmin):
    """Goods on their way, newest first, with how much of them came."""

    list_display = (
        "number",
        status_badge(),
        "reference",
        "due",
        "progress",
        "line_count",
        age(),
        client(),
        warehouse(),
    )
    list_display_links = ("number",)
    list_filter: ClassVar = (
        "status",
        DeliveryFilter,
        WarehouseFilter,
        ClientFilter,
        "expected_on",
    )
    search_fields: ClassVar = ("number__iexact", "reference")
    ordering: ClassVar = ("-id",)
    inlines: ClassVar = (LinesOfNotice,)
    fields: ClassVar = (
        ("number", "status"),
        ("reference", "due"),
        ("progress", "accept_over"),
        ("owner", "building"),
        (who("actor"), "created_at"),
        (who("closed_by"), "closed_at"),
    )
    readonly_fields: ClassVar = ("due", "progress", "owner", "building")
    actions_detail = ("expect", "close")
    building = staticmethod(warehouse())
    owner = staticmethod(client())

    def get_queryset(self, request: HttpRequest) -> QuerySet[InboundNotice]:
        """Add up the lines of the rows of the page."""
        lines = InboundLine.objects.filter(notice=OuterRef("pk")).order_by().values("notice")
        rows: QuerySet[InboundNotice] = super().get_queryset(request)
        return rows.annotate(
            units_expected=Subquery(lines.annotate(units=Sum("expected")).values("units")),
            units_received=Subquery(lines.annotate(units=Sum("received")).values("units")),
            lines_there=Subquery(lines.annotate(many=Count("pk")).values("many")),
        )

    @display(description="expected on", ordering="expected_on")
    def due(self, row: InboundNotice) -> str:
        """Return the day the goods are expected, or a dash."""
        return "-" if row.expected_on is None else f"{row.expected_on:%Y-%m-%d}"

    @display(description="received")
    def progress(self, row: InboundNotice) -> str:
        """Return how many units came of those expected."""
        expected, received = getattr(row, "units_expected", 0), getattr(row, "units_received", 0)
        return f"{received} of {expected}" if expected else "-"

    @display(description="lines")
    def line_count(self, row: InboundNotice) -> int:
        """Return how many lines it has."""
        count: int | None = getattr(row, "lines_there", None)
        return count or 0

    expect = CommandButton(
        expect_inbound,
        "Change date",
        scope="inbound:write",
        icon="event",
        shows=where(InboundNotice, status=InboundStatus.OPEN),
        ask=DateForm,
        title="On which day is it expected?",
        consequence="Until then it does not count as late. No day: it is expected at any time.",
        build=lambda pressed: ExpectInbound(
            notice_id=NoticeId(pressed.row_id),
            expected_on=pressed.asked["expected_on"],
            actor=pressed.actor,
        ),
        say=lambda notice: f"{notice.number} is expected on {notice.expected_on or 'any day'}.",
    )
    close = CommandButton(
        close_inbound,
        "Close",
        scope="inbound:write",
        icon="done_all",
        shows=where(InboundNotice, status=InboundStatus.OPEN),
        variant=ActionVariant.PRIMARY,
        title="Close the notice?",
        consequence="What was not received is recorded as short; no more is received against it.",
        submit="Close the notice",
        build=lambda pressed: CloseInbound(notice_id=NoticeId(pressed.row_id), actor=pressed.actor),
        say=_outcome,
    )
