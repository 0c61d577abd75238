"""The ledger and the receipts."""

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from unfold.decorators import display

from wms.inventory.models import LedgerClosing, Receipt, Reservation, StockMovement
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, warehouse, who
from wms.platform.admin.filters import ClientFilter, WarehouseFilter

LABELS = {
    "receipt": "success",
    "pick": "info",
    "shipment": "primary",
    "short pick": "danger",
    "adjustment": "warning",
    "opening": "warning",
}


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnlyAdmin):
    """Every move of goods."""

    list_display = (
        "goods",
        "why",
        "quantity",
        "from_place",
        "to_place",
        age("occurred_at"),
        client(),
        who("actor"),
        "for_what",
    )
    # None that has to read the whole ledger to know its choices.
    list_filter = (
        "cause",
        "occurred_at",
        ClientFilter,
        WarehouseFilter,
    )
    list_select_related = (
        "sku",
        "from_location",
        "to_location",
    )
    list_display_links = ("goods",)
    search_fields = (
        "sku__code",
        "order_id",
        "reference",
        "reason",
    )
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[StockMovement]:
        """Say what people call the orders that goods moved for."""
        rounds = Reservation.objects.filter(order_id=OuterRef("order_id")).order_by("round_no")
        rows: QuerySet[StockMovement] = super().get_queryset(request)
        return rows.annotate(order_number=Subquery(rounds.values("order_number")[:1]))

    @display(description="SKU", ordering="sku__code")
    def goods(self, row: StockMovement) -> str:
        """Return the code of the SKU."""
        return row.sku.code

    @display(description="cause", ordering="cause", label=LABELS)
    def why(self, row: StockMovement) -> str:
        """Return why the goods moved."""
        return row.cause.replace("_", " ")

    @display(description="from")
    def from_place(self, row: StockMovement) -> str:
        """Return where the goods were, and in which status."""
        return f"{row.from_location.code}, {row.from_status}"

    @display(description="to")
    def to_place(self, row: StockMovement) -> str:
        """Return where the goods are, and in which status."""
        return f"{row.to_location.code}, {row.to_status}"

    @display(description="for")
    def for_what(self, row: StockMovement) -> str:
        """Return the receipt or the order, with the reason of a short pick."""
        order = getattr(row, "order_number", None) or str(row.order_id or "")
        return " ".join(filter(None, (row.reference, order, row.reason)))


@admin.register(Receipt)
class ReceiptAdmin(ReadOnlyAdmin):
    """Goods that came in."""

    list_display = (
        "reference",
        "line_count",
        age("received_at"),
        client(),
        warehouse(),
        who("actor"),
    )
    list_filter = ("received_at",)
    list_display_links = ("reference",)
    search_fields = ("reference",)
    ordering = ("-id",)

    @display(description="lines")
    def line_count(self, row: Receipt) -> int:
        """Return how many lines it has."""
        return len(row.lines)


@admin.register(LedgerClosing)
class LedgerClosingAdmin(ReadOnlyAdmin):
    """Months that left the ledger."""

    list_display = (
        "month_name",
        "movements",
        "opening_lines",
        "table",
        age("closed_at"),
        who("actor"),
    )
    list_display_links = ("month_name",)
    ordering = ("-month",)

    @display(description="month", ordering="month")
    def month_name(self, row: LedgerClosing) -> str:
        """Return the month as a person writes it."""
        return str(row)
