"""Stock by SKU, and by the place it lies in."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from wms.inventory.adjustments.admin.stock_units import KeepingButtons
from wms.inventory.diagnosis.admin import HeldBy
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
    hide_title = True
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
        rows: QuerySet[StockUnit] = super().get_queryset(request)
        return rows.select_related("location")


class EmptyFilter(admin.SimpleListFilter):
    """Leave out places that are empty now, unless they are asked for."""

    title = "goods"
    parameter_name = "goods"

    def lookups(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        model_admin: "admin.ModelAdmin[StockUnit]",  # noqa: ARG002 - the same
    ) -> list[tuple[str, str]]:
        """Return the choices beside the default."""
        return [("none", "empty now"), ("all", "empty or not")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Name the default what it is."""
        default, *others = super().choices(changelist)
        yield default | {"display": "there is some"}
        yield from others

    def queryset(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        queryset: QuerySet[StockUnit],
    ) -> QuerySet[StockUnit]:
        """Narrow the list."""
        match self.value():
            case "all":
                return queryset
            case "none":
                return queryset.filter(on_hand=0)
            case _:
                return queryset.filter(on_hand__gt=0)


class SupplyFilter(admin.SimpleListFilter):
    """Narrow balances to those with or without units available to promise."""

    title = "status"
    parameter_name = "supply"

    def lookups(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        model_admin: "admin.ModelAdmin[StockBalance]",  # noqa: ARG002 - the same
    ) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("free", "in stock"), ("none", "fully reserved")]

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
class StockBalanceAdmin(HeldBy, ReadOnlyAdmin):
    """What can be reserved of a SKU in a warehouse, and what of it is."""

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
    fields = (
        ("sku", client(), warehouse()),
        ("usable", "reserved", "allocated", "free"),
        "changed_at",
        "held_by",
    )
    readonly_fields = ("free", "held_by")
    inlines = (UnitsOfSku,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[StockBalance]:
        """Fetch what they are called by, on their page too."""
        rows: QuerySet[StockBalance] = super().get_queryset(request)
        return rows.select_related(*self.list_select_related)

    @display(description="available to promise")
    def free(self, row: StockBalance) -> int:
        """Return what nobody has been reserved."""
        return row.atp

    @display(description="status", label={"in stock": "success", "fully reserved": "warning"})
    def supply(self, row: StockBalance) -> str:
        """Return whether any unit is available to promise."""
        return "in stock" if row.atp else "fully reserved"


@admin.register(StockUnit)
class StockUnitAdmin(KeepingButtons, ReadOnlyAdmin):
    """What lies where."""

    list_display = (
        "goods",
        "location",
        "fitness",
        "on_hand",
        "allocated",
        client(),
    )
    list_filter = (
        EmptyFilter,
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

    fields = (
        ("goods", "location"),
        ("fitness", "on_hand", "allocated"),
        (client(), "stocked_at"),
    )
    readonly_fields = ("goods", "fitness")

    def get_queryset(self, request: HttpRequest) -> QuerySet[StockUnit]:
        """Say whose the goods are, and fetch what they are called by."""
        rows: QuerySet[StockUnit] = super().get_queryset(request)
        named = rows.select_related(*self.list_select_related)
        return named.annotate(client_id=F("balance__client_id"))

    @display(description="SKU and lot", ordering="sku__code")
    def goods(self, row: StockUnit) -> str:
        """Return the code of the SKU, and the lot and when it expires where there is one."""
        lot = f" · lot {row.lot}" if row.lot else ""
        expiry = f" until {row.expires_on}" if row.expires_on else ""
        return f"{row.sku.code}{lot}{expiry}"

    @display(description="status", ordering="status", label=LABELS)
    def fitness(self, row: StockUnit) -> str:
        """Return whether the goods can be used."""
        return row.status
