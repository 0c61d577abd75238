"""SKUs and locations over HTTP."""

from functools import partial
from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.inventory.catalogue.commands.register_location import register_location
from wms.inventory.catalogue.commands.register_sku import register_sku
from wms.inventory.catalogue.commands.set_sku_value import set_sku_value
from wms.inventory.catalogue.contracts.catalogue import (
    Location,
    LocationFilter,
    NewLocation,
    NewSku,
    NewSkuValue,
    RegisterLocation,
    RegisterSku,
    SetSkuValue,
    Sku,
    SkuFilter,
    SkuValueChange,
    SkuValueFilter,
)
from wms.inventory.catalogue.contracts.refusals import SkuNotFound
from wms.inventory.catalogue.queries.locations import list_locations
from wms.inventory.catalogue.queries.skus import get_sku, list_sku_values, list_skus
from wms.inventory.scopes import APPROVE, CATALOGUE, PLACES, READ
from wms.inventory.tags import tag_of_sku
from wms.kernel.pages import Page
from wms.platform.cache.read import Read
from wms.platform.rest.encoding import code_in_path
from wms.platform.rest.schema import Cached, describe
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


class OneSku(ContractView):
    """One SKU."""

    route = "skus/<path:code>"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Cached[Sku])
    def get(self, request: Request, code: str) -> HttpResponse:
        """Show a SKU."""
        known = code_in_path("code", code)
        owner = self.caller.client_id
        return self.cached(
            Read(
                contract=Sku,
                tag=tag_of_sku(owner, known),
                variant=str(owner),
                load=partial(get_sku, client_id=owner, code=known),
                missing=SkuNotFound,
            )
        )


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


class Locations(ContractView):
    """The places of a warehouse, which belong to the building."""

    route = "locations"
    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": PLACES}

    @describe(answer=Page[Location], query=LocationFilter)
    def get(self, request: Request) -> Response:
        """List locations, newest first; what was said when one was blocked needs `locations:write`.

        It may speak of anybody's goods.
        """
        filters = self.query(LocationFilter)
        return self.answer(
            list_locations(
                warehouse_id=self.warehouse_id(filters.warehouse),
                filters=filters,
                page=self.page(),
                with_notes=PLACES in self.caller.scopes,
            )
        )

    @describe(request=NewLocation, answer=Location, status=201)
    def post(self, request: Request) -> Response:
        """Make a location known."""
        location = self.body(NewLocation)
        command = RegisterLocation(
            warehouse_id=self.warehouse_id(location.warehouse),
            location=location,
            actor=self.caller.actor,
        )
        known = register_location(command, receipt=self.receipt())
        return self.answer(known, HTTP_201_CREATED)
