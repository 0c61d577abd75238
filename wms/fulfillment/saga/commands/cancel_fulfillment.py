"""Cancel an order: the saga decides, now or when it is back."""

from temporalio.client import (
    Client,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from wms.fulfillment.saga.contracts.cancellations import (
    CancelFulfillment,
    Cancellation,
    Decision,
    NewCancellation,
)
from wms.fulfillment.saga.runs.start import saga_of
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow
from wms.orders import facade as orders
from wms.orders.contracts import (
    OrderFinished,
    OrderStatus,
    RequestCancellation,
    TooLate,
)
from wms.platform.commands import remote_command
from wms.platform.temporal.bridge import TemporalUnavailable, bridge

PATIENCE_SECONDS = 5.0


@remote_command
def cancel_fulfillment(request: CancelFulfillment) -> Cancellation:
    """Cancel an order of a client, and wait some seconds until everything is undone.

    Without an answer from the saga in that time the request is kept in orders, whose event brings
    it to the saga. Temporal is called before the receipt is written: both are safe to repeat.

    Raises:
        OrderNotFound: the client has no such order.
        OrderFinished: the order is completed, cancelled or rejected.
        TooLate: goods of the order are off the shelf.
    """
    order = orders.get_order(order_id=request.order_id, client_id=request.client_id)
    if order.status.is_finished:
        raise OrderFinished(f"{order.number} is {order.status}")
    try:
        status = bridge.call(lambda client: _update(client, request), patience=PATIENCE_SECONDS)
    except (TemporalUnavailable, WorkflowUpdateRPCTimeoutOrCancelledError):
        return _request(request)
    except RPCError as error:
        # There is no such run, not yet or not any more.
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return _request(request)
    except WorkflowUpdateFailedError as error:
        raise _refusal_in(error) from error
    return _answer(request, status)


async def _update(client: Client, request: CancelFulfillment) -> OrderStatus:
    saga = saga_of(client, request.order_id)
    return await saga.execute_update(
        OrderFulfillmentWorkflow.cancel, NewCancellation(reason=request.reason)
    )


def _request(request: CancelFulfillment) -> Cancellation:
    command = RequestCancellation(
        order_id=request.order_id, reason=request.reason, actor=request.actor
    )
    try:
        status = orders.request_cancellation(command)
    except OrderFinished:
        # The saga may have got the signal and finished just after our patience ended.
        status = orders.get_order_status(order_id=request.order_id)
        if status is not OrderStatus.CANCELLED:
            raise
    return _answer(request, status)


def _refusal_in(error: WorkflowUpdateFailedError) -> Exception:
    """Return what the saga refused, in the words of orders; anything else is a fault."""
    match error.cause:
        case ApplicationError(type="too_late", message=message):
            return TooLate(message)
        case ApplicationError(type="order_finished", message=message):
            return OrderFinished(message)
        case _:
            return error


def _answer(request: CancelFulfillment, status: OrderStatus) -> Cancellation:
    decision = Decision.CANCELLED if status.is_finished else Decision.REQUESTED
    return Cancellation(order_id=request.order_id, decision=decision, status=status)
