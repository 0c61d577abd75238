"""Stock that is low."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from unfold.decorators import display
from unfold.enums import ActionVariant

from wms.inventory.replenishment.admin.level_forms import NewThresholdForm, ThresholdForm
from wms.inventory.replenishment.commands.remove_stock_threshold import remove_stock_threshold
from wms.inventory.replenishment.commands.set_stock_threshold import set_stock_threshold
from wms.inventory.replenishment.contracts import levels as contracts
from wms.inventory.replenishment.contracts.levels import (
    NewStockThreshold,
    RemoveStockThreshold,
    SetStockThreshold,
)
from wms.inventory.replenishment.models import StockThreshold
from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.buttons import CommandButton, Pressed
from wms.platform.admin.columns import age, client, warehouse
from wms.platform.admin.filters import ClientFilter, WarehouseFilter


class LowFilter(SimpleListFilter):
    """Stock that was low at the last look, or that was not."""

    title = "stock"
    parameter_name = "stock"

    def lookups(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        model_admin: "admin.ModelAdmin[StockThreshold]",  # noqa: ARG002 - the same
    ) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("low", "low"), ("enough", "enough")]

    def queryset(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        queryset: QuerySet[StockThreshold],
    ) -> QuerySet[StockThreshold]:
        """Narrow the list."""
        if self.value() is None:
            return queryset
        return queryset.filter(low_since__isnull=self.value() == "enough")


def _changed(pressed: Pressed) -> SetStockThreshold:
    row = get_object_or_404(StockThreshold.objects.select_related("sku"), id=pressed.row_id)
    return SetStockThreshold(
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        threshold=NewStockThreshold(sku=row.sku.code, low_stock_at=pressed.asked["low_stock_at"]),
        actor=pressed.actor,
    )


def _outcome(kept: contracts.StockThreshold) -> str:
    return f"Stock of {kept.sku} is low below {kept.low_stock_at}."


@admin.register(StockThreshold)
class StockThresholdAdmin(ReadOnlyAdmin):
    """When stock is low, and which is."""

    list_display = (
        "goods",
        "state",
        "atp",
        "low_stock_at",
        age("low_since", title="low for"),
        client(),
        warehouse(),
    )
    list_display_links = ("goods",)
    list_filter: ClassVar = (LowFilter, WarehouseFilter, ClientFilter)
    list_select_related = ("sku",)
    search_fields: ClassVar = ("sku__code__iexact",)
    search_help_text = "a whole SKU code"
    ordering: ClassVar = ("low_since", "sku__code")
    fields: ClassVar = (("goods", "state"), ("atp", "low_stock_at"), "low_since")
    readonly_fields: ClassVar = ("goods", "state", "atp")
    actions_list = ("new",)
    actions_detail = ("change_threshold", "remove")

    def get_queryset(self, request: HttpRequest) -> QuerySet[StockThreshold]:
        """Fetch each with what is available to promise."""
        del request
        return StockThreshold.objects.with_atp()

    @display(description="SKU", ordering="sku__code")
    def goods(self, row: StockThreshold) -> str:
        """Return the code of the SKU."""
        return row.sku.code

    @display(description="available to promise", ordering="atp")
    def atp(self, row: StockThreshold) -> int:
        """Return what is available to promise now."""
        units: int = getattr(row, "atp", 0)
        return units

    @display(description="status", ordering="low_since", label={"low": "danger", "ok": "success"})
    def state(self, row: StockThreshold) -> str:
        """Return whether stock was low at the last look."""
        return "ok" if row.low_since is None else "low"

    new = CommandButton(
        set_stock_threshold,
        "New",
        scope="catalogue:write",
        icon="add",
        variant=ActionVariant.PRIMARY,
        ask=NewThresholdForm,
        title="Add a stock threshold?",
        consequence="An existing threshold of the SKU is changed.",
        submit="Save",
        build=lambda pressed: SetStockThreshold(
            client_id=pressed.asked["client"],
            warehouse_id=pressed.asked["warehouse"],
            threshold=NewStockThreshold(
                sku=pressed.asked["sku"], low_stock_at=pressed.asked["low_stock_at"]
            ),
            actor=pressed.actor,
        ),
        say=_outcome,
    )
    change_threshold = CommandButton(
        set_stock_threshold,
        "Change threshold",
        scope="catalogue:write",
        icon="tune",
        variant=ActionVariant.PRIMARY,
        ask=ThresholdForm,
        title="Change the stock threshold?",
        consequence="Below it an alert is published, once per fall.",
        submit="Save",
        build=_changed,
        say=_outcome,
    )
    remove = CommandButton(
        remove_stock_threshold,
        "Remove",
        scope="catalogue:write",
        icon="delete",
        variant=ActionVariant.DANGER,
        title="Remove the threshold?",
        consequence="No alert is published any more when its stock is low.",
        build=lambda pressed: RemoveStockThreshold(
            threshold_id=pressed.row_id, actor=pressed.actor
        ),
        say=lambda gone: f"No alert is published any more when stock of {gone.sku} is low.",
        to_list=True,
    )
