"""Goods to be carried: put-away, replenishment, return to stock."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from wms.inventory.moves.admin.buttons import MoveTaskButtons
from wms.inventory.work.models.tasks import MoveTask
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, status_badge, warehouse, who
from wms.platform.admin.filters import ClientFilter, WarehouseFilter

KINDS = {"put away": "info", "replenishment": "primary", "return to stock": "warning"}


@admin.register(MoveTask)
class MoveTaskAdmin(MoveTaskButtons, ReadOnlyAdmin):
    """Goods to be carried from one place to another, newest first."""

    list_display = (
        "number",
        status_badge(),
        "what_for",
        "goods",
        "from_place",
        "to_place",
        "progress",
        who("worker"),
        age(),
        client(),
        warehouse(),
    )
    list_display_links = ("number",)
    list_filter: ClassVar = ("kind", "status", WarehouseFilter, ClientFilter, "created_at")
    search_fields: ClassVar = ("number__iexact", "sku__code__iexact")
    search_help_text = "a whole number of a task, or a whole SKU code"
    ordering: ClassVar = ("-id",)
    fields: ClassVar = (
        ("number", "status"),
        ("what_for", "goods"),
        ("from_place", "to_place"),
        ("quantity", "moved"),
        (who("worker"), "reason"),
        ("order_id", "building"),
        ("created_at", "started_at", "ended_at"),
    )
    readonly_fields: ClassVar = ("what_for", "goods", "from_place", "to_place", "building")
    building = staticmethod(warehouse())

    def get_queryset(self, request: HttpRequest) -> QuerySet[MoveTask]:
        """Fetch each task with its goods and its places."""
        rows: QuerySet[MoveTask] = super().get_queryset(request)
        return rows.select_related("sku", "from_unit__location", "to_location")

    @display(description="for", ordering="kind", label=KINDS)
    def what_for(self, row: MoveTask) -> str:
        """Return why the goods are carried."""
        return str(row.get_kind_display())

    @display(description="SKU and lot", ordering="sku__code")
    def goods(self, row: MoveTask) -> str:
        """Return what is carried."""
        lot = f" · lot {row.from_unit.lot}" if row.from_unit.lot else ""
        return f"{row.sku.code}{lot}"

    @display(description="from", ordering="from_unit__location__code")
    def from_place(self, row: MoveTask) -> str:
        """Return where the goods are taken."""
        return row.from_unit.location.code

    @display(description="to", ordering="to_location__code")
    def to_place(self, row: MoveTask) -> str:
        """Return where they are brought; a worker may find another place."""
        return "any place" if row.to_location is None else row.to_location.code

    @display(description="moved")
    def progress(self, row: MoveTask) -> str:
        """Return how many units were carried of those asked."""
        return f"{row.moved} of {row.quantity}"
