"""The worker that runs the saga."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Self

from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions
from temporalio.workflow import SandboxImportNotificationPolicy

from wms.fulfillment.actors import ACTOR
from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.calls import CARRIER_STEPS, CARRIERS, STEP_TIMEOUT
from wms.fulfillment.saga.workflow.search import SEARCH_ATTRIBUTES
from wms.fulfillment.saga.workflow.workflow import OrderFulfillmentWorkflow
from wms.platform.temporal.activities import DjangoActivities
from wms.platform.temporal.search_attributes import require_search_attributes

TASK_QUEUE = "fulfillment"
# The only modules of ours that a workflow may import. Anything else, Django first of all, is
# refused when the worker starts, not when the first order arrives.
PURE = (
    "annotated_types",
    "wms.kernel",
    "wms.fulfillment.actors",
    "wms.fulfillment.exceptions.contracts",
    "wms.fulfillment.saga.contracts",
    "wms.fulfillment.saga.steps",
    "wms.fulfillment.saga.workflow.calls",
    "wms.fulfillment.saga.workflow.cancellation",
    "wms.fulfillment.saga.workflow.run_state",
    "wms.fulfillment.saga.workflow.endings",
    "wms.fulfillment.saga.workflow.notices",
    "wms.fulfillment.saga.workflow.phases",
    "wms.fulfillment.saga.workflow.reversible",
    "wms.fulfillment.saga.workflow.run",
    "wms.fulfillment.saga.workflow.search",
    "wms.fulfillment.saga.workflow.stages",
    "wms.fulfillment.saga.workflow.attempts",
    "wms.fulfillment.saga.workflow.undos",
    "wms.fulfillment.saga.workflow.waits",
    "wms.inventory.contracts",
    "wms.orders.contracts",
    "wms.packing.contracts",
    "wms.picking.contracts",
    "wms.shipping.contracts",
    "wms.waving.contracts",
)


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How many steps on our own database a worker takes at once, and how many calls to carriers."""

    steps: int = 8
    carrier_calls: int = 8


class SagaWorkers:
    """The two workers of a process: carriers that hang hold up nothing but other labels.

    Each lets the steps in hand finish when it is asked to stop.
    """

    def __init__(self, client: Client, steps: Steps, sizes: Sizes) -> None:
        # Every step is abstract in Steps, so that none can be forgotten here. Those of carriers
        # are here too: they may have been asked for before they had a queue of their own.
        every = [getattr(steps, name) for name in sorted(Steps.__abstractmethods__)]
        outside = [getattr(steps, name) for name in sorted(CARRIER_STEPS)]
        self.workers = (
            Worker(
                client,
                task_queue=TASK_QUEUE,
                workflows=[OrderFulfillmentWorkflow],
                workflow_runner=sandbox(),
                activities=every,
                # Both kinds have slots, and a step that has one must not wait for a thread.
                activity_executor=ThreadPoolExecutor(2 * sizes.steps, "fulfillment-step"),
                max_concurrent_activities=sizes.steps,
                max_concurrent_local_activities=sizes.steps,
                graceful_shutdown_timeout=STEP_TIMEOUT,
                interceptors=[DjangoActivities(ACTOR)],
            ),
            Worker(
                client,
                task_queue=CARRIERS,
                activities=outside,
                activity_executor=ThreadPoolExecutor(sizes.carrier_calls, "carrier-call"),
                max_concurrent_activities=sizes.carrier_calls,
                graceful_shutdown_timeout=STEP_TIMEOUT,
                interceptors=[DjangoActivities(ACTOR)],
            ),
        )
        self._running = AsyncExitStack()

    async def __aenter__(self) -> Self:
        for worker in self.workers:
            await self._running.enter_async_context(worker)
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        # Both at once: whoever stops the process does not wait for one after the other.
        await asyncio.gather(*(worker.shutdown() for worker in self.workers))
        await self._running.aclose()


async def checked_worker(client: Client, steps: Steps, sizes: Sizes) -> SagaWorkers:
    """Return workers for a server that has what the saga needs.

    Raises:
        SearchAttributesMissing: the server lacks some of them.
    """
    await require_search_attributes(client, SEARCH_ATTRIBUTES)
    return fulfillment_worker(client, steps, sizes)


def fulfillment_worker(client: Client, steps: Steps, sizes: Sizes | None = None) -> SagaWorkers:
    """Return workers that let the steps in hand finish when they are asked to stop."""
    return SagaWorkers(client, steps, sizes or Sizes())


def sandbox() -> SandboxedWorkflowRunner:
    """Return the sandbox in which the saga is replayed."""
    return SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions.default.with_passthrough_modules(
            *PURE
        ).with_import_notification_policy(
            SandboxImportNotificationPolicy.RAISE_ON_UNINTENTIONAL_PASSTHROUGH
        )
    )
