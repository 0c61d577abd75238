"""Cancel an order, ship it short, start its saga again, over HTTP."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from wms.fulfillment.saga.commands.cancel_fulfillment import cancel_fulfillment
from wms.fulfillment.saga.commands.restart_fulfillment import restart_fulfillment
from wms.fulfillment.saga.commands.ship_short import ship_short
from wms.fulfillment.saga.contracts.cancellations import (
    CancelFulfillment,
    Cancellation,
    Decision,
    NewCancellation,
)
from wms.fulfillment.saga.contracts.holds import ShipShort, ShortShipment
from wms.fulfillment.saga.contracts.restarts import (
    RestartedFulfillment,
    RestartFulfillment,
    RestartNote,
)
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import Order, OrderNotFound
from wms.platform.rest.resources import Resource
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView

ORDER = Resource(
    contract=Order,
    noun="order",
    parameter="order_id",
    load=orders.get_order,
    missing=OrderNotFound,
)
STATUS_OF = {Decision.CANCELLED: 200, Decision.REQUESTED: 202}


class CancelView(ContractView):
    """``/orders/{id}/cancel``."""

    route = "orders/<uuid:order_id>/cancel"
    scopes: ClassVar[dict[str, str]] = {"POST": "orders:write"}
    changes = ORDER

    @describe(request=NewCancellation, answer=Cancellation)
    def post(self, _request: Request, order_id: UUID) -> Response:
        """Cancel an order; 202 says that it is decided later, 409 that it is too late."""
        command = CancelFulfillment(
            order_id=OrderId(order_id),
            client_id=self.caller.client_id,
            reason=self.body(NewCancellation).reason,
            actor=self.caller.actor,
        )
        cancellation = cancel_fulfillment(command, receipt=self.receipt())
        return self.answer(cancellation, STATUS_OF[cancellation.decision])


class ShipShortView(ContractView):
    """``/orders/{id}/ship-short``."""

    route = "orders/<uuid:order_id>/ship-short"
    scopes: ClassVar[dict[str, str]] = {"POST": "orders:write"}
    changes = ORDER

    @describe(answer=ShortShipment)
    def post(self, _request: Request, order_id: UUID) -> Response:
        """Ship what was found of a held order; 409 says that it is not held for the rest."""
        command = ShipShort(
            order_id=OrderId(order_id), client_id=self.caller.client_id, actor=self.caller.actor
        )
        return self.answer(ship_short(command, receipt=self.receipt()))


class RestartView(ContractView):
    """``/orders/{id}/restart``."""

    route = "orders/<uuid:order_id>/restart"
    scopes: ClassVar[dict[str, str]] = {"POST": "exceptions:write"}
    changes = ORDER

    @describe(request=RestartNote, answer=RestartedFulfillment)
    def post(self, _request: Request, order_id: UUID) -> Response:
        """Start the saga of an order again that ended before it; 409 says that it runs."""
        command = RestartFulfillment(
            order_id=OrderId(order_id),
            actor=self.caller.actor,
            note=self.body(RestartNote).note,
            client_id=self.caller.client_id,
        )
        return self.answer(restart_fulfillment(command, receipt=self.receipt()))
