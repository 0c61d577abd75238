"""Stock by SKU, and by the place it lies in."""

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from wms.inventory.models import StockBalance, StockUnit
from wms.platform.admin.base import ReadOnlyAdmin, ReadOnlyInline
from wms.platform.admin.columns import client, warehouse

LABELS = {
    "usable": "success",
    "damaged": "danger",
    "missing": "danger",
    "expired": "warning",
    "quarantine": "warning",
}


class UnitsOfSku(ReadOnlyInline):
    """Where the units of a SKU lie."""

    model = StockUnit
    fields = (
        "location",
        "lot",
        "expires_on",
        "status",
        "on_hand",
        "allocated",
    )
    ordering = (
        "location__pick_sequence",
        "location__code",
    )
    per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[StockUnit]:
        """Fetch the places with the units."""
        rows: QuerySet[StockUnit] = super().get_queryset(request).select_related("location")
        return rows


class SupplyFilter(admin.SimpleListFilter):
    """Narrow balances to those with or without units left to promise."""

    title = "status"
    parameter_name = "supply"

    def lookups(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        model_admin: "admin.ModelAdmin[StockBalance]",  # noqa: ARG002 - the same
    ) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("free", "in stock"), ("none", "promised out")]

    def queryset(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        queryset: QuerySet[StockBalance],
    ) -> QuerySet[StockBalance]:
        """Return the rows of the choice."""
        promised = F("reserved") + F("allocated")
        if self.value() == "free":
            return queryset.filter(usable__gt=promised)
        if self.value() == "none":
            return queryset.filter(usable=promised)
        return queryset


@admin.register(StockBalance)
class StockBalanceAdmin(ReadOnlyAdmin):
    """What can be promised of a SKU in a warehouse, and what of it is."""

    list_display = (
        "sku",
        "supply",
        "usable",
        "reserved",
        "allocated",
        "free",
        client(),
        warehouse(),
    )
    list_filter = (SupplyFilter,)
    list_select_related = ("sku",)
    list_display_links = ("sku",)
    search_fields = (
        "sku__code",
        "sku__description",
    )
    ordering = ("sku__code",)
    inlines = (UnitsOfSku,)

    @display(description="free to promise")
    def free(self, row: StockBalance) -> int:
        """Return what nobody has been promised."""
        return row.atp

    @display(description="status", label={"in stock": "success", "promised out": "warning"})
    def supply(self, row: StockBalance) -> str:
        """Return whether any unit is left to promise."""
        return "in stock" if row.atp else "promised out"


@admin.register(StockUnit)
class StockUnitAdmin(ReadOnlyAdmin):
    """What lies where."""

    list_display = (
        "goods",
        "location",
        "fitness",
        "on_hand",
        "allocated",
        "lot_and_expiry",
        client(),
    )
    list_filter = (
        "status",
        "location__kind",
        "location__is_blocked",
    )
    list_select_related = (
        "sku",
        "location",
    )
    list_display_links = ("goods",)
    search_fields = (
        "sku__code",
        "location__code",
        "lot",
    )
    ordering = (
        "location__pick_sequence",
        "location__code",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[StockUnit]:
        """Say whose the goods are."""
        rows: QuerySet[StockUnit] = (
            super().get_queryset(request).annotate(client_id=F("balance__client_id"))
        )
        return rows

    @display(description="SKU", ordering="sku__code")
    def goods(self, row: StockUnit) -> str:
        """Return the code of the SKU."""
        return row.sku.code

    @display(description="status", ordering="status", label=LABELS)
    def fitness(self, row: StockUnit) -> str:
        """Return whether the goods can be used."""
        return row.status

    @display(description="lot", ordering="lot")
    def lot_and_expiry(self, row: StockUnit) -> str:
        """Return the lot and when it expires, or a dash."""
        expiry = f" until {row.expires_on}" if row.expires_on else ""
        return f"{row.lot}{expiry}" or "-"
