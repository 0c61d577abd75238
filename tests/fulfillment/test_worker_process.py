"""The worker as a process: how it starts, how it stops, how it refuses."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from temporalio.testing import WorkflowEnvironment

from tests.fulfillment.conftest import PROGRAMS


async def run_worker(address: str) -> Process:
    """Start ``run_fulfillment_worker`` for a server."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "manage.py", "run_fulfillment_worker"),
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TEMPORAL_ADDRESS": address, "STACK_ENV_FILE": os.devnull},
        stdout=PIPE,
        stderr=PIPE,
    )


async def test_stops_at_sigterm(real_temporal):
    worker = await run_worker(real_temporal.service_client.config.target_host)
    assert worker.stdout is not None
    line = ""
    while "saga worker on task queue fulfillment" not in line:
        line = (await worker.stdout.readline()).decode()
        assert line

    worker.send_signal(signal.SIGTERM)
    await worker.communicate()

    assert worker.returncode == 0


async def test_stops_at_sigterm_while_it_looks_for_its_server():
    worker = await run_worker("127.0.0.1:1")
    assert worker.stdout is not None
    line = ""
    while "Temporal is not there yet" not in line:
        line = (await worker.stdout.readline()).decode()
        assert line

    worker.send_signal(signal.SIGTERM)
    await worker.communicate()

    assert worker.returncode == 0


async def test_says_in_one_line_what_the_server_lacks():
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(PROGRAMS / "temporal")
    ) as environment:
        worker = await run_worker(environment.client.service_client.config.target_host)
        _, complaints = await worker.communicate()

    assert worker.returncode == 1
    (line,) = complaints.decode().splitlines()
    assert line.startswith("CommandError: Temporal's namespace default lacks search attributes.")
