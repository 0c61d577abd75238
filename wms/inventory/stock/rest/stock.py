"""What is there, and the ledger, over HTTP."""

from functools import partial
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from wms.inventory.catalogue.contracts.refusals import SkuNotFound
from wms.inventory.scopes import READ
from wms.inventory.stock.contracts.stock import (
    Movement,
    MovementFilter,
    StockFilter,
    StockLevel,
    StockOfSku,
    StockPlaceFilter,
)
from wms.inventory.stock.queries.movements import list_movements
from wms.inventory.stock.queries.stock import get_stock, list_stock
from wms.inventory.tags import tag_of_sku
from wms.kernel.pages import Page
from wms.platform.cache.read import Read
from wms.platform.rest.encoding import code_in_path
from wms.platform.rest.queries import check_past
from wms.platform.rest.schema import Cached, describe
from wms.platform.rest.views import ContractView


class Stock(ContractView):
    """The totals of SKUs."""

    route = "stock"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[StockLevel], query=StockFilter)
    def get(self, request: Request) -> Response:
        """List what is there, reserved and free, per SKU and warehouse, now or at a moment."""
        filters = self.query(StockFilter)
        check_past(filters.as_of)
        warehouse = filters.warehouse
        return self.answer(
            list_stock(
                client_id=self.caller.client_id,
                warehouse_id=None if warehouse is None else self.warehouse_id(warehouse),
                filters=filters,
                page=self.page(),
            )
        )


class OneStock(ContractView):
    """One SKU and where it lies."""

    route = "stock/<path:sku>"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Cached[StockOfSku], query=StockPlaceFilter)
    def get(self, request: Request, sku: str) -> HttpResponse:
        """Show the totals of a SKU in a warehouse and the places it lies in, now or at a moment."""
        place = self.query(StockPlaceFilter)
        check_past(place.as_of)
        client_id, code = self.caller.client_id, code_in_path("sku", sku)
        warehouse_id = self.warehouse_id(place.warehouse)
        load = partial(get_stock, client_id=client_id, sku=code, warehouse_id=warehouse_id)
        if place.as_of is not None:
            return self.answer(load(as_of=place.as_of))
        return self.cached(
            Read(
                contract=StockOfSku,
                tag=tag_of_sku(client_id, code),
                variant=f"{client_id} {warehouse_id}",
                load=load,
                missing=SkuNotFound,
            )
        )


class Movements(ContractView):
    """The ledger."""

    route = "movements"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[Movement], query=MovementFilter)
    def get(self, request: Request) -> Response:
        """List movements of goods, newest first."""
        return self.answer(
            list_movements(
                client_id=self.caller.client_id,
                filters=self.query(MovementFilter),
                page=self.page(),
            )
        )
