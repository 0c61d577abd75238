"""The worker that runs the saga."""

from concurrent.futures import ThreadPoolExecutor

from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions
from temporalio.workflow import SandboxImportNotificationPolicy

from wms.fulfillment.calls import STEP_TIMEOUT
from wms.fulfillment.search import SEARCH_ATTRIBUTES
from wms.fulfillment.steps import Steps
from wms.fulfillment.workflow import OrderFulfillmentWorkflow
from wms.platform.temporal.activities import DjangoActivities
from wms.platform.temporal.search_attributes import require_search_attributes

TASK_QUEUE = "fulfillment"
STEPS_AT_ONCE = 8
# The only modules of ours that a workflow may import. Anything else, Django first of all, is
# refused when the worker starts, not when the first order arrives.
PURE = (
    "annotated_types",
    "wms.kernel",
    "wms.fulfillment.calls",
    "wms.fulfillment.cancellation",
    "wms.fulfillment.contracts",
    "wms.fulfillment.holds",
    "wms.fulfillment.run",
    "wms.fulfillment.saga",
    "wms.fulfillment.search",
    "wms.fulfillment.stages",
    "wms.fulfillment.steps",
    "wms.fulfillment.waits",
    "wms.inventory.contracts",
    "wms.orders.contracts",
    "wms.packing.contracts",
    "wms.picking.contracts",
    "wms.shipping.contracts",
    "wms.waving.contracts",
)


async def checked_worker(client: Client, steps: Steps) -> Worker:
    """Return a worker for a server that has what the saga needs.

    Raises:
        SearchAttributesMissing: the server lacks some of them.
    """
    await require_search_attributes(client, SEARCH_ATTRIBUTES)
    return fulfillment_worker(client, steps)


def fulfillment_worker(client: Client, steps: Steps) -> Worker:
    """Return a worker that lets the steps in hand finish when it is told to stop."""
    return Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=[OrderFulfillmentWorkflow],
        workflow_runner=sandbox(),
        # Every step is abstract in Steps, so that none can be forgotten here.
        activities=[getattr(steps, name) for name in sorted(Steps.__abstractmethods__)],
        activity_executor=ThreadPoolExecutor(STEPS_AT_ONCE, "fulfillment-step"),
        max_concurrent_activities=STEPS_AT_ONCE,
        max_concurrent_local_activities=STEPS_AT_ONCE,
        graceful_shutdown_timeout=STEP_TIMEOUT,
        interceptors=[DjangoActivities()],
    )


def sandbox() -> SandboxedWorkflowRunner:
    """Return the sandbox in which the saga is replayed."""
    return SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions.default.with_passthrough_modules(
            *PURE
        ).with_import_notification_policy(
            SandboxImportNotificationPolicy.RAISE_ON_UNINTENTIONAL_PASSTHROUGH
        )
    )
