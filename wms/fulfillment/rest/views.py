"""Cancelling orders, shipping them short, and what a person must decide, over HTTP."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from wms.fulfillment.contracts import (
    CancelFulfillment,
    Cancellation,
    ClearException,
    ClearNote,
    Decision,
    ExceptionFilter,
    NewCancellation,
    OperationalException,
)
from wms.fulfillment.holds import ShipShort, ShortShipment
from wms.fulfillment.restarts import RestartedFulfillment, RestartFulfillment, RestartNote
from wms.fulfillment.selectors.exceptions import list_exceptions
from wms.fulfillment.services.cancel_fulfillment import cancel_fulfillment
from wms.fulfillment.services.clear_by_hand import clear_by_hand
from wms.fulfillment.services.restart_fulfillment import restart_fulfillment
from wms.fulfillment.services.ship_short import ship_short
from wms.fulfillment.services.snooze_exception import snooze_exception
from wms.fulfillment.snoozing import Snooze, SnoozeException
from wms.kernel.ids import OrderId
from wms.kernel.pages import Page
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView

STATUS_OF = {Decision.CANCELLED: 200, Decision.REQUESTED: 202}


class CancelView(ContractView):
    """``/orders/{id}/cancel``."""

    scopes: ClassVar[dict[str, str]] = {"POST": "orders:write"}

    @describe(request=NewCancellation, answer=Cancellation)
    def post(self, _request: Request, order_id: UUID) -> Response:
        """Cancel an order; 202 says that it is decided later, 409 that it is too late."""
        wish = CancelFulfillment(
            order_id=OrderId(order_id),
            client_id=self.caller.client_id,
            reason=self.body(NewCancellation).reason,
            actor=self.caller.actor,
        )
        cancellation = cancel_fulfillment(wish, receipt=self.receipt())
        return self.answer(cancellation, STATUS_OF[cancellation.decision])


class ShipShortView(ContractView):
    """``/orders/{id}/ship-short``."""

    scopes: ClassVar[dict[str, str]] = {"POST": "orders:write"}

    @describe(answer=ShortShipment)
    def post(self, _request: Request, order_id: UUID) -> Response:
        """Ship what was found of a held order; 409 says that it is not held for the rest."""
        wish = ShipShort(
            order_id=OrderId(order_id), client_id=self.caller.client_id, actor=self.caller.actor
        )
        return self.answer(ship_short(wish, receipt=self.receipt()))


class ExceptionsView(ContractView):
    """``/exceptions``."""

    scopes: ClassVar[dict[str, str]] = {"GET": "exceptions:read"}

    @describe(answer=Page[OperationalException], query=ExceptionFilter)
    def get(self, _request: Request) -> Response:
        """List what a person must decide, or decided."""
        return self.answer(
            list_exceptions(
                client_id=self.caller.client_id,
                filters=self.query(ExceptionFilter),
                page=self.page(),
            )
        )


class ClearView(ContractView):
    """``/exceptions/{id}/clear``."""

    scopes: ClassVar[dict[str, str]] = {"POST": "exceptions:write"}

    @describe(request=ClearNote, answer=OperationalException)
    def post(self, _request: Request, exception_id: UUID) -> Response:
        """Say that it is settled, and how; 409 says that its cause lasts: it clears itself."""
        command = ClearException(
            exception_id=exception_id,
            actor=self.caller.actor,
            note=self.body(ClearNote).note,
            client_id=self.caller.client_id,
        )
        return self.answer(clear_by_hand(command, receipt=self.receipt()))


class SnoozeView(ContractView):
    """``/exceptions/{id}/snooze``."""

    scopes: ClassVar[dict[str, str]] = {"POST": "exceptions:write"}

    @describe(request=Snooze, answer=OperationalException)
    def post(self, _request: Request, exception_id: UUID) -> Response:
        """Put it off for at most 30 days, and say why; it stays open."""
        body = self.body(Snooze)
        command = SnoozeException(
            exception_id=exception_id,
            until=body.until,
            note=body.note,
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(snooze_exception(command, receipt=self.receipt()))


class RestartView(ContractView):
    """``/orders/{id}/restart``."""

    scopes: ClassVar[dict[str, str]] = {"POST": "exceptions:write"}

    @describe(request=RestartNote, answer=RestartedFulfillment)
    def post(self, _request: Request, order_id: UUID) -> Response:
        """Start the saga of an order again that ended before it; 409 says that it runs."""
        wish = RestartFulfillment(
            order_id=OrderId(order_id),
            actor=self.caller.actor,
            note=self.body(RestartNote).note,
            client_id=self.caller.client_id,
        )
        return self.answer(restart_fulfillment(wish, receipt=self.receipt()))
