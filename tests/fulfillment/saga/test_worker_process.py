"""The worker as a process: how it starts, how it stops, how it refuses."""

import signal

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.fulfillment.conftest import PROGRAMS
from tests.support.worker_process import STARTED, lines_until, saga_worker

pytestmark = pytest.mark.slow


async def test_stops_at_sigterm(real_temporal):
    async with saga_worker(real_temporal.service_client.config.target_host) as worker:
        await lines_until(worker, STARTED)

        worker.send_signal(signal.SIGTERM)
        await worker.communicate()

    assert worker.returncode == 0


async def test_stops_at_sigterm_while_it_looks_for_its_server():
    async with saga_worker("127.0.0.1:1") as worker:
        await lines_until(worker, "Temporal is not there yet")

        worker.send_signal(signal.SIGTERM)
        await worker.communicate()

    assert worker.returncode == 0


async def test_says_in_one_line_what_the_server_lacks():
    async with (
        await WorkflowEnvironment.start_local(
            dev_server_existing_path=str(PROGRAMS / "temporal")
        ) as environment,
        saga_worker(environment.client.service_client.config.target_host) as worker,
    ):
        _, complaints = await worker.communicate()

    assert worker.returncode == 1
    (line,) = complaints.decode().splitlines()
    assert line.startswith("CommandError: Temporal's namespace default lacks search attributes.")
