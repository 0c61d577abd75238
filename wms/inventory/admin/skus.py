"""What stock is kept of."""

from decimal import Decimal
from typing import ClassVar

from django.contrib import admin
from unfold.decorators import display

from wms.inventory.admin.sku_buttons import SkuButtons
from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.catalogue.models.values import SkuValueChange
from wms.inventory.history import InventoryHistoryRecord
from wms.platform.admin.base import ReadOnlyAdmin, ReadOnlyInline
from wms.platform.admin.columns import client, text, who
from wms.platform.history.admin import WithHistory


class ValuesSaid(ReadOnlyInline):
    """Who has said what a SKU is worth."""

    model = SkuValueChange
    verbose_name_plural = "values"
    hide_title = True
    per_page = 50
    fields: ClassVar = ("changed_at", who("actor"), "before", "after")
    readonly_fields: ClassVar = fields
    ordering: ClassVar = ("-id",)

    @display(description="was")
    def before(self, row: SkuValueChange) -> str:
        """Return what a unit was worth until then."""
        return _money(row.before_amount, row.before_currency)

    @display(description="is")
    def after(self, row: SkuValueChange) -> str:
        """Return what a unit was said to be worth."""
        return _money(row.amount, row.currency)


def _money(amount: Decimal | None, currency: str) -> str:
    return "-" if amount is None else f"{amount.normalize():f} {currency}"


@admin.register(Sku)
class SkuAdmin(WithHistory, SkuButtons, ReadOnlyAdmin):
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
    inlines = (ValuesSaid,)
    fields: ClassVar = (
        ("code", client()),
        ("description", "base_unit", text("gtin", title="GTIN")),
        ("weight_grams", "length_mm", "width_mm", "height_mm"),
        ("tracking", text("storage_class", title="storage class")),
        ("value_amount", "value_currency"),
        "history",
    )
    readonly_fields = ("history",)
    history_records = InventoryHistoryRecord

    @display(description="per unit")
    def size(self, row: Sku) -> str:
        """Return weight and size of a base unit."""
        return f"{row.weight_grams} g, {row.length_mm} x {row.width_mm} x {row.height_mm} mm"
