"""Manifests with their shipments."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from wms.platform.admin.base import ReadOnlyAdmin, ReadOnlyInline
from wms.platform.admin.columns import age, client, status_badge, warehouse, who
from wms.platform.history.admin import WithHistory
from wms.platform.tenancy import facade as tenancy
from wms.shipping.admin.manifest_buttons import ManifestButtons
from wms.shipping.models import Manifest, Shipment, ShippingHistoryRecord


class ShipmentsOfManifest(ReadOnlyInline):
    """What stands on the list."""

    model = Shipment
    fields = (
        "number",
        "order_number",
        "state",
        "service",
        "shipped_at",
    )
    readonly_fields = ("state",)
    ordering = ("id",)
    per_page = 50

    @display(description="status")
    def state(self, row: Shipment) -> str:
        """Return how far the shipment is."""
        return row.status


@admin.register(Manifest)
class ManifestAdmin(WithHistory, ManifestButtons, ReadOnlyAdmin):
    """Lists for trucks, newest first."""

    list_display = (
        "number",
        status_badge(),
        "carrier",
        client(),
        warehouse(),
        "shipment_count",
        who("opened_by"),
        age(),
    )
    list_display_links = ("number",)
    list_filter = (
        "status",
        "carrier",
        "created_at",
    )
    search_fields = (
        "number",
        "shipments__number",
        who("opened_by"),
    )
    ordering = ("-id",)
    inlines = (ShipmentsOfManifest,)
    fields = (
        ("number", "state"),
        "carrier",
        (client(), warehouse()),
        (who("opened_by"), "created_at"),
        ("ended_by", "closed_at"),
        "history",
    )
    readonly_fields = (
        "state",
        "ended_by",
        "history",
    )
    history_records = ShippingHistoryRecord

    def get_queryset(self, request: HttpRequest) -> QuerySet[Manifest]:
        """Count the shipments with the manifests."""
        rows: QuerySet[Manifest] = super().get_queryset(request)
        return rows.annotate(listed=Count("shipments"))

    @display(description="status")
    def state(self, row: Manifest) -> str:
        """Return whether the carrier has it."""
        return row.status

    @display(description="shipments", ordering="listed")
    def shipment_count(self, row: Manifest) -> int:
        """Return how many shipments stand on the list."""
        count: int = getattr(row, "listed", 0)
        return count

    @display(description="closed by")
    def ended_by(self, row: Manifest) -> str:
        """Return who handed it over or dissolved it."""
        return tenancy.name_of(row.closed_by) or "nobody yet"
