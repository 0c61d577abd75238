"""Locations over HTTP."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.inventory.catalogue.commands.register_location import register_location
from wms.inventory.catalogue.contracts.catalogue import (
    Location,
    LocationFilter,
    NewLocation,
    RegisterLocation,
)
from wms.inventory.catalogue.queries.locations import list_locations
from wms.inventory.scopes import PLACES, READ
from wms.kernel.pages import Page
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


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
