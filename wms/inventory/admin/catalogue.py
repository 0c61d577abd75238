"""SKUs and locations."""

from django.contrib import admin
from unfold.decorators import display

from wms.inventory.models import Location, Sku
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import client, text, warehouse


@admin.register(Sku)
class SkuAdmin(ReadOnlyAdmin):
    """What stock is kept of."""

    list_display = (
        "code",
        client(),
        text("description", title="description"),
        "base_unit",
        text("gtin", title="GTIN"),
        "size",
    )
    list_filter = ("base_unit",)
    list_display_links = ("code",)
    search_fields = (
        "code",
        "description",
        "gtin",
    )
    ordering = ("code",)

    @display(description="per unit")
    def size(self, row: Sku) -> str:
        """Return weight and size of a base unit."""
        return f"{row.weight_grams} g, {row.length_mm} x {row.width_mm} x {row.height_mm} mm"


@admin.register(Location)
class LocationAdmin(ReadOnlyAdmin):
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
