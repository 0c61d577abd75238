"""What stock is kept of."""

from django.contrib import admin
from unfold.decorators import display

from wms.inventory.models import Sku
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import client, text


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
