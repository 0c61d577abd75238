"""The worker as a process whose server goes away, and comes back."""

import asyncio
import json
import signal
from contextlib import AsyncExitStack
from datetime import datetime
from itertools import pairwise

import pytest
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.testing import WorkflowEnvironment

from tests.fulfillment.conftest import PROGRAMS, QUIET
from tests.support.worker_process import STARTED, lines_until, saga_worker
from wms.fulfillment.saga.worker import TASK_QUEUE
from wms.fulfillment.saga.workflow.search import SEARCH_ATTRIBUTES
from wms.platform.observability.repeats import QUIET_SECONDS

pytestmark = pytest.mark.slow

AWAY = "Temporal does not answer; it is asked again"


@pytest.fixture
async def temporal_at():
    """Start Temporal servers; one knows nothing of another that had its port before."""
    async with AsyncExitStack() as started:

        async def start(port=None):
            server = await WorkflowEnvironment.start_local(
                port=port,
                runtime=QUIET,
                search_attributes=SEARCH_ATTRIBUTES,
                dev_server_existing_path=str(PROGRAMS / "temporal"),
            )
            started.push_async_callback(server.shutdown)
            return server

        yield start


async def until_polled(server):
    """Wait until somebody asks the server for work of the saga."""
    asked = DescribeTaskQueueRequest(
        namespace=server.client.namespace,
        task_queue=TaskQueue(name=TASK_QUEUE),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    )
    ask = server.client.workflow_service.describe_task_queue
    while not (await ask(asked)).pollers:  # noqa: ASYNC110 - the server tells only when asked
        await asyncio.sleep(0.1)


@pytest.mark.parametrize("works", [False, True], ids=["while it starts", "while it works"])
async def test_says_now_and_then_that_its_server_is_away_and_works_on_when_it_is_back(
    temporal_at, works
):
    server = await temporal_at()
    address = server.client.service_client.config.target_host
    async with saga_worker(address) as worker:
        await lines_until(worker, STARTED)
        if works:
            await until_polled(server)

        await server.shutdown()
        lines = await lines_until(worker, AWAY)
        await until_polled(await temporal_at(int(address.rpartition(":")[2])))
        worker.send_signal(signal.SIGTERM)
        rest, complaints = await worker.communicate()

    assert (worker.returncode, complaints.decode()) == (0, "")
    lines += rest.decode().splitlines()
    said = [json.loads(line) for line in lines if line != STARTED]
    first, *others = [line for line in said if line["event"] == AWAY]
    assert first == {
        "event": AWAY,
        "target": "temporalio_client::retry",
        "address": address,
        "error": "Unavailable: tcp connect error",
        "logger": "wms.platform.temporal.sdk_lines",
        "level": "warning",
        "timestamp": first["timestamp"],
    }
    instants = [datetime.fromisoformat(line["timestamp"]) for line in (first, *others)]
    assert all((b - a).total_seconds() >= QUIET_SECONDS for a, b in pairwise(instants))
