"""The saga worker as a process of its own, and the lines it writes."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
STARTED = "saga worker on task queue fulfillment"


@asynccontextmanager
async def saga_worker(address: str) -> AsyncIterator[Process]:
    """Run ``run_fulfillment_worker`` for a server; kill it at the end if it still runs."""
    worker = await asyncio.create_subprocess_exec(
        *(sys.executable, "manage.py", "run_fulfillment_worker"),
        cwd=ROOT,
        env={**os.environ, "TEMPORAL_ADDRESS": address, "STACK_ENV_FILE": os.devnull},
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        yield worker
    finally:
        if worker.returncode is None:
            worker.kill()
            await worker.communicate()


async def lines_until(worker: Process, text: str) -> list[str]:
    """Return what it writes to its standard output, up to the first line with this text."""
    assert worker.stdout is not None
    lines: list[str] = []
    while not lines or text not in lines[-1]:
        line = await worker.stdout.readline()
        assert line, f"it ended without a word of {text!r}, after {lines}"
        lines.append(line.decode().rstrip("\n"))
    return lines
