"""Stock that is low."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from wms.inventory.catalogue.admin.permissions import MayChangeCatalogue
from wms.inventory.replenishment.admin.level_forms import NewThresholdForm, ThresholdForm
from wms.inventory.replenishment.commands.remove_stock_threshold import remove_stock_threshold
from wms.inventory.replenishment.commands.set_stock_threshold import set_stock_threshold
from wms.inventory.replenishment.contracts import replenishing as contracts
from wms.inventory.replenishment.contracts.replenishing import (
    NewStockThreshold,
    RemoveStockThreshold,
    SetStockThreshold,
)
from wms.inventory.replenishment.models import StockThreshold
from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, warehouse
from wms.platform.admin.dialogs import SureForm, carry_out, id_of
from wms.platform.admin.filters import ClientFilter, WarehouseFilter
from wms.platform.rest.access import actor_of


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


@admin.register(StockThreshold)
class StockThresholdAdmin(MayChangeCatalogue, ReadOnlyAdmin):
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
        """Fetch each with what is free to promise."""
        del request
        return StockThreshold.objects.with_atp()

    @display(description="SKU", ordering="sku__code")
    def goods(self, row: StockThreshold) -> str:
        """Return the code of the SKU."""
        return row.sku.code

    @display(description="free to promise", ordering="atp")
    def atp(self, row: StockThreshold) -> int:
        """Return what is free to promise now."""
        units: int = getattr(row, "atp", 0)
        return units

    @display(description="status", ordering="low_since", label={"low": "danger", "ok": "success"})
    def state(self, row: StockThreshold) -> str:
        """Return whether stock was low at the last look."""
        return "ok" if row.low_since is None else "low"

    @action(
        description="New",
        icon="add",
        variant=ActionVariant.PRIMARY,
        permissions=["catalogue"],
        dialog={
            "title": "Of which SKU is stock not to run out unseen?",
            "description": "One that has a threshold in the warehouse already gets this one.",
            "form_class": NewThresholdForm,
            "form_submit_text": "Save",
        },
    )
    def new(self, request: HttpRequest, form: NewThresholdForm) -> HttpResponse:
        """Say from how many units on stock of a SKU is low."""
        asked = form.cleaned_data
        command = SetStockThreshold(
            client_id=asked["client"],
            warehouse_id=asked["warehouse"],
            threshold=NewStockThreshold(sku=asked["sku"], low_stock_at=asked["low_stock_at"]),
            actor=actor_of(request.user),
        )
        return carry_out(
            request,
            "inventory_stockthreshold",
            lambda: set_stock_threshold(command),
            say=_outcome,
        )

    @action(
        description="Change threshold",
        icon="tune",
        variant=ActionVariant.PRIMARY,
        permissions=["catalogue"],
        dialog={
            "title": "From how many units on is stock low?",
            "description": "Below this number an alert is published, once per fall.",
            "form_class": ThresholdForm,
            "form_submit_text": "Save",
        },
    )
    def change_threshold(
        self, request: HttpRequest, form: ThresholdForm, object_id: str
    ) -> HttpResponse:
        """Say from how many units on stock is low."""
        row = get_object_or_404(StockThreshold.objects.select_related("sku"), id=id_of(object_id))
        return carry_out(
            request,
            ("inventory_stockthreshold", object_id),
            lambda: set_stock_threshold(
                SetStockThreshold(
                    client_id=ClientId(row.client_id),
                    warehouse_id=WarehouseId(row.warehouse_id),
                    threshold=NewStockThreshold(
                        sku=row.sku.code, low_stock_at=form.cleaned_data["low_stock_at"]
                    ),
                    actor=actor_of(request.user),
                )
            ),
            say=_outcome,
        )

    @action(
        description="Remove",
        icon="delete",
        variant=ActionVariant.DANGER,
        permissions=["catalogue"],
        dialog={
            "title": "Remove the threshold?",
            "description": "Nobody is told any more when stock of the SKU is low.",
            "form_class": SureForm,
            "form_submit_text": "Remove",
        },
    )
    def remove(self, request: HttpRequest, form: SureForm, object_id: str) -> HttpResponse:
        """Forget the threshold."""
        del form
        command = RemoveStockThreshold(threshold_id=id_of(object_id), actor=actor_of(request.user))
        return carry_out(
            request,
            "inventory_stockthreshold",
            lambda: remove_stock_threshold(command),
            say=lambda gone: f"Nobody is told any more when stock of {gone.sku} is low.",
        )


def _outcome(kept: contracts.StockThreshold) -> str:
    return f"Stock of {kept.sku} is low below {kept.low_stock_at}."
