"""SKUs over HTTP."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.inventory.catalogue.commands.register_sku import register_sku
from wms.inventory.catalogue.commands.set_sku_value import set_sku_value
from wms.inventory.catalogue.contracts.catalogue import (
    NewSku,
    NewSkuValue,
    RegisterSku,
    SetSkuValue,
    Sku,
    SkuFilter,
    SkuValueChange,
    SkuValueFilter,
)
from wms.inventory.catalogue.queries.skus import (
    list_sku_values,
    list_skus,
)
from wms.inventory.scopes import APPROVE, CATALOGUE, READ
from wms.kernel.pages import Page
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class Skus(ContractView):
    """What stock is kept of."""

    route = "skus"
    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": CATALOGUE}

    @describe(answer=Page[Sku], query=SkuFilter)
    def get(self, request: Request) -> Response:
        """List SKUs, newest first."""
        return self.answer(
            list_skus(
                client_id=self.caller.client_id, filters=self.query(SkuFilter), page=self.page()
            )
        )

    @describe(request=NewSku, answer=Sku, status=201)
    def post(self, request: Request) -> Response:
        """Make a SKU known."""
        command = RegisterSku(
            client_id=self.caller.client_id, sku=self.body(NewSku), actor=self.caller.actor
        )
        sku = register_sku(command, receipt=self.receipt())
        return self.answer(sku, HTTP_201_CREATED)


class SkuValues(ContractView):
    """What SKUs are worth."""

    route = "sku-values"
    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": APPROVE}

    @describe(answer=Page[SkuValueChange], query=SkuValueFilter)
    def get(self, request: Request) -> Response:
        """List who has said what SKUs are worth, newest first."""
        return self.answer(
            list_sku_values(
                client_id=self.caller.client_id,
                filters=self.query(SkuValueFilter),
                page=self.page(),
            )
        )

    @describe(request=NewSkuValue, answer=Sku)
    def post(self, request: Request) -> Response:
        """Say what one base unit is worth; adjustments of much value need approval."""
        command = SetSkuValue(
            client_id=self.caller.client_id,
            value=self.body(NewSkuValue),
            actor=self.caller.actor,
        )
        return self.answer(set_sku_value(command, receipt=self.receipt()))
