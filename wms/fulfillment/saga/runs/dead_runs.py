"""Sagas that ended before their orders did: only a person starts them again."""

from uuid import uuid5

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.contracts.exceptions import RaiseException
from wms.fulfillment.exceptions.rules.kinds import RUN_ENDED
from wms.fulfillment.saga.runs.start import saga_of
from wms.kernel.ids import OrderId
from wms.orders.contracts import Order
from wms.platform.temporal.bridge import bridge

RUNS_THAT_DIED = (
    "WorkflowType = 'OrderFulfillmentWorkflow'"
    " AND ExecutionStatus IN ('Terminated', 'Failed', 'TimedOut')"
)


async def last_run_of(
    client: Client, order_id: OrderId
) -> tuple[str, WorkflowExecutionStatus | None] | None:
    """Return the id and the status of the newest run of an order; None if it never had one."""
    try:
        described = await saga_of(client, order_id).describe()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return None
    return described.run_id, described.status


def put_before_a_person(order: Order) -> bool:
    """Raise an exception of an order whose saga has ended, once for each run that did.

    Return whether it has: meanwhile somebody may have started it again.

    Raises:
        TemporalUnavailable: the server did not answer in time.
    """
    found = bridge.call(lambda client: last_run_of(client, order.order_id))
    if found is None or found[1] is WorkflowExecutionStatus.RUNNING:
        return False
    run_id, status = found
    ended = "is gone" if status is None else f"was {status.name.lower().replace('_', ' ')}"
    raise_exception(
        RaiseException(
            exception_id=uuid5(order.order_id, f"{RUN_ENDED}/{run_id}"),
            order_id=order.order_id,
            client_id=order.client_id,
            kind=RUN_ENDED,
            subject=order.number,
            message=(
                f"the saga {ended} while the order is {order.status.replace('_', ' ')};"
                " nothing of it goes on by itself"
            ),
        )
    )
    return True
