"""Shipments with their parcels."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from wms.platform.admin.base import ReadOnlyAdmin, ReadOnlyInline
from wms.platform.admin.columns import age, client, status_badge, text, warehouse
from wms.shipping.models import Parcel, Shipment


class ParcelsOfShipment(ReadOnlyInline):
    """The cartons and their tracking numbers."""

    model = Parcel
    fields = (
        "carton_no",
        "tracking",
        "weight_grams",
        "size",
        "state",
    )
    readonly_fields = (
        "tracking",
        "size",
        "state",
    )
    ordering = ("carton_no",)
    per_page = 50

    @display(description="tracking number")
    def tracking(self, row: Parcel) -> str:
        """Return the tracking number, once there is one."""
        return row.tracking_number or "no label yet"

    @display(description="length x width x height, mm")
    def size(self, row: Parcel) -> str:
        """Return the outer size."""
        return f"{row.length_mm} x {row.width_mm} x {row.height_mm}"

    @display(description="label")
    def state(self, row: Parcel) -> str:
        """Return whether the label is good."""
        if row.voided_at:
            return "void"
        return "live" if row.tracking_number else "none"


@admin.register(Shipment)
class ShipmentAdmin(ReadOnlyAdmin):
    """Shipments, newest first."""

    list_display = (
        "number",
        status_badge(),
        "order",
        client(),
        "by_whom",
        "to_country",
        "tracking",
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
        "order_number",
        "order_id",
        "parcels__tracking_number",
        "manifest__number",
    )
    ordering = ("-id",)
    inlines = (ParcelsOfShipment,)
    fields = (
        ("number", "state"),
        ("order", "order_id", "round_no"),
        (client(), warehouse()),
        ("by_whom", "list_of_truck"),
        "consignee",
        ("created_at", "shipped_at", "version"),
        text("cancel_reason", title="cancelled because"),
    )
    readonly_fields = (
        "state",
        "order",
        "by_whom",
        "list_of_truck",
        "consignee",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shipment]:
        """Fetch parcels and manifests; leave out what was cancelled before it was made."""
        rows: QuerySet[Shipment] = super().get_queryset(request).filter(number__isnull=False)
        return rows.select_related("manifest").prefetch_related("parcels")

    @display(description="status")
    def state(self, row: Shipment) -> str:
        """Return how far the shipment is."""
        return row.status

    @display(description="order", ordering="order_number")
    def order(self, row: Shipment) -> str:
        """Return the number of the order."""
        return row.order_number

    @display(description="carrier", ordering="carrier")
    def by_whom(self, row: Shipment) -> str:
        """Return carrier and service, once a label is bought."""
        return f"{row.carrier} {row.service}".strip() or "not chosen yet"

    @display(description="to", ordering="address__country")
    def to_country(self, row: Shipment) -> str:
        """Return where the shipment goes."""
        return f"{row.address.get('country', '')} {row.address.get('city', '')}".strip()

    @display(description="tracking number")
    def tracking(self, row: Shipment) -> str:
        """Return the first tracking number, and how many more there are."""
        numbers = [each.tracking_number for each in row.parcels.all() if each.tracking_number]
        more = f" + {len(numbers) - 1}" if len(numbers) > 1 else ""
        return f"{numbers[0]}{more}" if numbers else "no label yet"

    @display(description="manifest")
    def list_of_truck(self, row: Shipment) -> str:
        """Return the manifest it stands on."""
        return str(row.manifest or "none yet")

    @display(description="consignee")
    def consignee(self, row: Shipment) -> str:
        """Return the address in one line."""
        parts = ("name", "line1", "line2", "postal_code", "city", "region", "country")
        return ", ".join(row.address[each] for each in parts if row.address.get(each)) or "-"
