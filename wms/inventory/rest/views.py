"""Inventory over HTTP."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    Location,
    LocationFilter,
    Movement,
    MovementFilter,
    NewLocation,
    NewReceipt,
    NewSku,
    Receipt,
    ReceiveStock,
    RegisterLocation,
    RegisterSku,
    Sku,
    SkuFilter,
    StockFilter,
    StockLevel,
    StockOfSku,
    StockPlaceFilter,
)
from wms.kernel.pages import Page
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView

READ, WRITE = "inventory:read", "inventory:write"


class Skus(ContractView):
    """What stock is kept of."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": WRITE}

    @describe(answer=Page[Sku], query=SkuFilter)
    def get(self, request: Request) -> Response:
        """List SKUs, newest first."""
        return self.answer(
            inventory.list_skus(
                client_id=self.caller.client_id, filters=self.query(SkuFilter), page=self.page()
            )
        )

    @describe(request=NewSku, answer=Sku, status=201)
    def post(self, request: Request) -> Response:
        """Make a SKU known."""
        command = RegisterSku(client_id=self.caller.client_id, sku=self.body(NewSku))
        sku = inventory.register_sku(command, receipt=self.receipt())
        return self.answer(sku, HTTP_201_CREATED)


class Locations(ContractView):
    """The places of a warehouse."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": WRITE}

    @describe(answer=Page[Location], query=LocationFilter)
    def get(self, request: Request) -> Response:
        """List locations, newest first."""
        filters = self.query(LocationFilter)
        return self.answer(
            inventory.list_locations(
                warehouse_id=self.warehouse_id(filters.warehouse), filters=filters, page=self.page()
            )
        )

    @describe(request=NewLocation, answer=Location, status=201)
    def post(self, request: Request) -> Response:
        """Make a location known."""
        location = self.body(NewLocation)
        command = RegisterLocation(
            warehouse_id=self.warehouse_id(location.warehouse), location=location
        )
        known = inventory.register_location(command, receipt=self.receipt())
        return self.answer(known, HTTP_201_CREATED)


class Stock(ContractView):
    """The totals of SKUs."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[StockLevel], query=StockFilter)
    def get(self, request: Request) -> Response:
        """List what is there, promised and free to promise, per SKU and warehouse."""
        filters = self.query(StockFilter)
        warehouse = filters.warehouse
        return self.answer(
            inventory.list_stock(
                client_id=self.caller.client_id,
                warehouse_id=None if warehouse is None else self.warehouse_id(warehouse),
                filters=filters,
                page=self.page(),
            )
        )


class OneStock(ContractView):
    """One SKU and where it lies."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=StockOfSku, query=StockPlaceFilter)
    def get(self, request: Request, sku: str) -> Response:
        """Show the totals of a SKU in a warehouse and the places it lies in."""
        warehouse = self.query(StockPlaceFilter).warehouse
        return self.answer(
            inventory.get_stock(
                client_id=self.caller.client_id,
                sku=sku,
                warehouse_id=self.warehouse_id(warehouse),
            )
        )


class Movements(ContractView):
    """The ledger."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[Movement], query=MovementFilter)
    def get(self, request: Request) -> Response:
        """List movements of goods, newest first."""
        return self.answer(
            inventory.list_movements(
                client_id=self.caller.client_id,
                filters=self.query(MovementFilter),
                page=self.page(),
            )
        )


class Receipts(ContractView):
    """Goods coming in."""

    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}

    @describe(request=NewReceipt, answer=Receipt, status=201)
    def post(self, request: Request) -> Response:
        """Book goods in, once per reference."""
        receipt = self.body(NewReceipt)
        command = ReceiveStock(
            client_id=self.caller.client_id,
            warehouse_id=self.warehouse_id(receipt.warehouse),
            receipt=receipt,
            actor=self.caller.name,
        )
        booked = inventory.receive_stock(command, receipt=self.receipt())
        return self.answer(booked, HTTP_201_CREATED)
