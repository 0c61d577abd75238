"""Shipments and their labels over HTTP."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from wms.kernel.pages import Page
from wms.platform.rest.problems import MEDIA_TYPE
from wms.platform.rest.resources import Resource
from wms.platform.rest.schema import Cached, Problem, Shape, describe
from wms.platform.rest.views import ContractView
from wms.shipping.contracts import (
    Shipment,
    ShipmentFilter,
    ShipmentId,
    ShipmentNotFound,
    ShipmentSummary,
    ShipShipment,
)
from wms.shipping.rest.renderers import TextRenderer, ZplRenderer
from wms.shipping.rest.scopes import READ, WRITE
from wms.shipping.selectors.shipments import get_label, get_shipment, list_shipments
from wms.shipping.services.ship_shipment import ship_shipment

SHIPMENT = Resource(
    contract=Shipment,
    noun="shipping",
    parameter="shipment_id",
    load=get_shipment,
    missing=ShipmentNotFound,
)


class Shipments(ContractView):
    """What goes to people."""

    route = "shipments"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[ShipmentSummary], query=ShipmentFilter)
    def get(self, request: Request) -> Response:
        """List shipments, newest first; with `available=true` those to list, oldest first."""
        return self.answer(
            list_shipments(
                client_id=self.caller.client_id,
                filters=self.query(ShipmentFilter),
                page=self.page(),
            )
        )


class OneShipment(ContractView):
    """One shipment."""

    route = "shipments/<uuid:shipment_id>"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Cached[Shipment])
    def get(self, request: Request, shipment_id: UUID) -> HttpResponse:
        """Show a shipment with its parcels and their tracking numbers."""
        return self.cached(SHIPMENT.read(shipment_id, self.caller.client_id))


class Ship(ContractView):
    """Handing one shipment over."""

    route = "shipments/<uuid:shipment_id>/ship"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}
    changes = SHIPMENT

    @describe(answer=Shipment)
    def post(self, request: Request, shipment_id: UUID) -> Response:
        """Hand a labelled shipment over, on a manifest of its own."""
        command = ShipShipment(
            shipment_id=ShipmentId(shipment_id),
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(ship_shipment(command, receipt=self.receipt()))


class Label(ContractView):
    """The labels of one shipment."""

    route = "shipments/<uuid:shipment_id>/label"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}
    renderer_classes = (ZplRenderer, TextRenderer)

    @extend_schema(
        responses={
            (200, "application/zpl"): OpenApiTypes.STR,
            (200, "text/plain"): OpenApiTypes.STR,
            ("4XX", MEDIA_TYPE): OpenApiResponse(Shape(Problem), "Refused; nothing was done."),
        }
    )
    def get(self, request: Request, shipment_id: UUID) -> Response:
        """Give the labels of all cartons as one ZPL II job."""
        return self.answer(
            get_label(shipment_id=ShipmentId(shipment_id), client_id=self.caller.client_id)
        )
