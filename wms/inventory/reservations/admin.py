"""Reservations and allocations."""

from django.contrib import admin
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest
from unfold.decorators import display

from wms.inventory.reservations.models.reservations import Allocation, Reservation, ReservationLine
from wms.platform.admin.base import ReadOnlyAdmin, ReadOnlyInline
from wms.platform.admin.columns import age, client, status_badge, warehouse


class LinesOfReservation(ReadOnlyInline):
    """What is reserved for an order."""

    model = ReservationLine
    fields = (
        "line_no",
        "sku",
        "quantity",
        "allocated",
    )
    ordering = ("line_no",)
    per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReservationLine]:
        """Fetch the SKUs with the lines."""
        rows: QuerySet[ReservationLine] = super().get_queryset(request).select_related("sku")
        return rows


@admin.register(Reservation)
class ReservationAdmin(ReadOnlyAdmin):
    """What is reserved for orders, one row for each round."""

    list_display = (
        "order_id",
        status_badge(),
        age("asked_at"),
        client(),
        warehouse(),
        "round_no",
        "priority_rank",
        "line_count",
        "unit_count",
    )
    list_filter = (
        "status",
        "priority_rank",
        "asked_at",
    )
    list_display_links = ("order_id",)
    search_fields = ("order_id",)
    ordering = ("-asked_at",)
    inlines = (LinesOfReservation,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reservation]:
        """Count the lines and their units."""
        lines = ReservationLine.objects.filter(reservation=OuterRef("pk")).order_by()
        counted = lines.values("reservation").annotate(lines=Count("pk"), units=Sum("quantity"))
        rows: QuerySet[Reservation] = (
            super()
            .get_queryset(request)
            .filter(version__gt=0)
            .annotate(
                lines_there=Subquery(counted.values("lines")),
                units=Subquery(counted.values("units")),
            )
        )
        return rows

    @display(description="lines")
    def line_count(self, row: Reservation) -> int:
        """Return how many lines it has."""
        count: int | None = getattr(row, "lines_there", None)
        return count or 0

    @display(description="units")
    def unit_count(self, row: Reservation) -> int:
        """Return how many units it is for."""
        count: int | None = getattr(row, "units", None)
        return count or 0


@admin.register(Allocation)
class AllocationAdmin(ReadOnlyAdmin):
    """Allocations of stock units."""

    list_display = (
        "order",
        status_badge(),
        age("allocated_at"),
        client(),
        "goods",
        "place",
        "quantity",
        "picked",
    )
    list_filter = (
        "status",
        "allocated_at",
    )
    list_select_related = (
        "reservation",
        "line__sku",
        "unit__location",
    )
    list_display_links = ("order",)
    search_fields = (
        "reservation__order_id",
        "line__sku__code",
        "unit__location__code",
    )
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Allocation]:
        """Say whose the goods are."""
        rows: QuerySet[Allocation] = (
            super().get_queryset(request).annotate(client_id=F("reservation__client_id"))
        )
        return rows

    @display(description="order", ordering="reservation__order_id")
    def order(self, row: Allocation) -> str:
        """Return the order, and its line."""
        return f"{row.reservation.order_id} / {row.line.line_no}"

    @display(description="SKU", ordering="line__sku__code")
    def goods(self, row: Allocation) -> str:
        """Return the code of the SKU."""
        return row.line.sku.code

    @display(description="location", ordering="unit__location__code")
    def place(self, row: Allocation) -> str:
        """Return where the goods are taken from."""
        return row.unit.location.code
