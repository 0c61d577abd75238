"""Pack tasks with their lines and cartons."""

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from wms.packing.admin.workers import WorkerButtons
from wms.packing.models import Carton, PackingHistoryRecord, PackTask, PackTaskLine
from wms.platform.admin.base import ReadOnlyAdmin, ReadOnlyInline
from wms.platform.admin.columns import age, client, status_badge, text, warehouse
from wms.platform.admin.filters import ActorFilter
from wms.platform.history.admin import WithHistory
from wms.platform.tenancy import facade as tenancy

COLOURS = {"same day": "danger", "next day": "warning", "standard": "info"}


class LinesOfTask(ReadOnlyInline):
    """What was picked, and how much of it is in cartons."""

    model = PackTaskLine
    fields = (
        "line_no",
        "sku",
        "quantity",
        "packed",
    )
    ordering = ("line_no",)
    per_page = 50


class CartonsOfTask(ReadOnlyInline):
    """The boxes, with what is in them."""

    model = Carton
    fields = (
        "carton_no",
        "weight_grams",
        "size",
        "contents",
        "sealed_at",
        "state",
    )
    readonly_fields = (
        "size",
        "contents",
        "state",
    )
    ordering = ("carton_no",)
    per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Carton]:
        """Fetch the contents with the cartons."""
        return super().get_queryset(request).prefetch_related("lines__task_line")

    @display(description="length x width x height, mm")
    def size(self, row: Carton) -> str:
        """Return the outer size."""
        return f"{row.length_mm} x {row.width_mm} x {row.height_mm}"

    @display(description="contents")
    def contents(self, row: Carton) -> str:
        """Return how many units of which SKU are inside."""
        return ", ".join(f"{line.quantity} x {line.task_line.sku}" for line in row.lines.all())

    @display(description="state")
    def state(self, row: Carton) -> str:
        """Return whether the box is still closed."""
        return "unpacked" if row.unpacked_at else "sealed"


@admin.register(PackTask)
class PackTaskAdmin(WithHistory, WorkerButtons, ReadOnlyAdmin):
    """Work for packers, newest first."""

    list_display = (
        "number",
        status_badge(),
        "priority",
        "order",
        client(),
        "who",
        "carton_count",
        age(),
    )
    list_display_links = ("number",)
    list_filter = (
        "status",
        "priority_rank",
        ("worker", ActorFilter),
        "created_at",
    )
    search_fields = (
        "number",
        "order_number",
        "order_id",
        "worker",
    )
    history_records = PackingHistoryRecord
    history_of = "task_id"
    search_actors = ("worker",)
    ordering = ("-id",)
    inlines = (
        LinesOfTask,
        CartonsOfTask,
    )
    fields = (
        ("number", "state"),
        ("order", "order_id", "round_no"),
        "priority",
        (client(), warehouse()),
        ("who", "version"),
        ("created_at", "completed_at"),
        text("cancel_reason", title="cancelled because"),
        "history",
    )
    readonly_fields = (
        "state",
        "order",
        "priority",
        "who",
        "history",
    )
    actions_detail = ("assign", "give_back")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PackTask]:
        """Count the cartons with the tasks; leave out what was cancelled before it was made."""
        sealed = Count("cartons", filter=Q(cartons__unpacked_at=None))
        rows: QuerySet[PackTask] = super().get_queryset(request)
        return rows.filter(number__isnull=False).annotate(sealed=sealed)

    @display(description="status")
    def state(self, row: PackTask) -> str:
        """Return how far the task is."""
        return row.status.replace("_", " ")

    @display(description="priority", ordering="priority_rank", label=COLOURS)
    def priority(self, row: PackTask) -> str:
        """Return how urgent the order is."""
        return row.get_priority_rank_display()

    @display(description="order", ordering="order_number")
    def order(self, row: PackTask) -> str:
        """Return the number of the order; a task cancelled before it was made has none."""
        return row.order_number or str(row.order_id)

    @display(description="worker", ordering="worker")
    def who(self, row: PackTask) -> str:
        """Return who packs."""
        return tenancy.name_of(row.worker) or "nobody"

    @display(description="cartons", ordering="sealed")
    def carton_count(self, row: PackTask) -> int:
        """Return how many boxes are sealed."""
        count: int = getattr(row, "sealed", 0)
        return count
