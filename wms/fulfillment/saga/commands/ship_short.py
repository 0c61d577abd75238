"""Ship a held order without what was not found of it: the saga decides."""

import logging

from temporalio.client import (
    Client,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from wms.fulfillment.saga.contracts.holds import (
    NotHeldShort,
    NothingPicked,
    ShipShort,
    ShortShipment,
)
from wms.fulfillment.saga.runs.start import saga_of
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import OrderStatus
from wms.platform.commands import remote_command
from wms.platform.temporal.bridge import TemporalUnavailable, bridge

PATIENCE_SECONDS = 5.0
logger = logging.getLogger(__name__)


@remote_command
def ship_short(request: ShipShort) -> ShortShipment:
    """Let a held order of a client go without the rest, and wait until that is recorded.

    Temporal is called before the receipt is written: the saga answers a repeat as before.

    Raises:
        OrderNotFound: the client has no such order.
        NotHeldShort: the order is not held for what was not found, or not any more.
        NothingPicked: nothing of it was found at all.
        TemporalUnavailable: the saga did not answer in time; ask again.
    """
    order = orders.get_order(order_id=request.order_id, client_id=request.client_id)
    if order.status.is_finished:
        raise NotHeldShort(f"{order.number} is {order.status}")
    try:
        status = bridge.call(
            lambda client: _update(client, request.order_id), patience=PATIENCE_SECONDS
        )
    except WorkflowUpdateRPCTimeoutOrCancelledError as error:
        raise TemporalUnavailable(f"the saga of {order.number} does not answer") from error
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        raise NotHeldShort(f"{order.number} is not being worked on") from error
    except WorkflowUpdateFailedError as error:
        raise _refusal_in(error) from error
    logger.info("%s ships without the rest, by %s", order.number, request.actor)
    return ShortShipment(order_id=request.order_id, status=status)


async def _update(client: Client, order_id: OrderId) -> OrderStatus:
    return await saga_of(client, order_id).execute_update(OrderFulfillmentWorkflow.ship_short)


def _refusal_in(error: WorkflowUpdateFailedError) -> Exception:
    """Return what the saga refused; anything else is a fault."""
    match error.cause:
        case ApplicationError(type="not_held_short", message=message):
            return NotHeldShort(message)
        case ApplicationError(type="nothing_picked", message=message):
            return NothingPicked(message)
        case _:
            return error
