"""Starting the saga of an order."""

from temporalio.client import Client, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from wms.fulfillment.contracts import FulfillOrder, Outcome
from wms.fulfillment.search import shown_at_start
from wms.fulfillment.worker import TASK_QUEUE
from wms.fulfillment.workflow import OrderFulfillmentWorkflow
from wms.kernel.ids import OrderId
from wms.orders.contracts import workflow_id_for

Fulfillment = WorkflowHandle[OrderFulfillmentWorkflow, Outcome]


def saga_of(client: Client, order_id: OrderId) -> Fulfillment:
    """Return the handle of the one saga of an order, whether or not it was started."""
    return client.get_workflow_handle(workflow_id_for(order_id))


async def start(client: Client, order: FulfillOrder) -> Fulfillment:
    """Start the saga of an order; started before, running or finished, is as good."""
    try:
        return await client.start_workflow(
            OrderFulfillmentWorkflow.run,
            order,
            id=workflow_id_for(order.order_id),
            task_queue=TASK_QUEUE,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            search_attributes=shown_at_start(order),
        )
    except WorkflowAlreadyStartedError:
        return saga_of(client, order.order_id)
