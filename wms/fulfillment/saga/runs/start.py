"""Starting the saga of an order."""

from collections.abc import Sequence
from typing import Any

from temporalio.client import Client, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from wms.fulfillment.saga.contracts.cancellations import NewCancellation
from wms.fulfillment.saga.contracts.orders import FulfillOrder, Outcome
from wms.fulfillment.saga.worker import TASK_QUEUE
from wms.fulfillment.saga.workflow.search import shown_at_start
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow
from wms.kernel.ids import OrderId
from wms.orders.contracts import workflow_id_for

Fulfillment = WorkflowHandle[OrderFulfillmentWorkflow, Outcome]


def saga_of(client: Client, order_id: OrderId) -> Fulfillment:
    """Return the handle of the one saga of an order, whether or not it was started."""
    return client.get_workflow_handle(workflow_id_for(order_id))


async def start(client: Client, order: FulfillOrder) -> Fulfillment:
    """Start the saga of an order; started before, running or finished, is as good."""
    try:
        return await start_with(client, order)
    except WorkflowAlreadyStartedError:
        return saga_of(client, order.order_id)


async def start_with(
    client: Client, order: FulfillOrder, signal: str | None = None, brings: Sequence[Any] = ()
) -> Fulfillment:
    """Start the saga of an order, if it does not run yet, and signal it in the same call.

    Raises:
        WorkflowAlreadyStartedError: it ran before, and has ended.
    """
    return await client.start_workflow(
        OrderFulfillmentWorkflow.run,
        order,
        id=workflow_id_for(order.order_id),
        task_queue=TASK_QUEUE,
        id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        search_attributes=shown_at_start(order),
        start_signal=signal,
        start_signal_args=brings,
    )


async def start_again(client: Client, order: FulfillOrder, *, cancels: str | None = None) -> None:
    """Start the saga of an order whose last run has ended, because a person says so.

    With ``cancels``, the reason of a cancellation that nobody has decided about, it begins so.

    Raises:
        WorkflowAlreadyStartedError: it runs.
    """
    await client.start_workflow(
        OrderFulfillmentWorkflow.run,
        order,
        id=workflow_id_for(order.order_id),
        task_queue=TASK_QUEUE,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        # With a signal there is no other; whoever started it meanwhile is signalled as well.
        id_conflict_policy=(
            WorkflowIDConflictPolicy.FAIL
            if cancels is None
            else WorkflowIDConflictPolicy.USE_EXISTING
        ),
        search_attributes=shown_at_start(order),
        start_signal=None if cancels is None else "cancellation_requested",
        start_signal_args=[] if cancels is None else [NewCancellation(reason=cancels)],
    )
