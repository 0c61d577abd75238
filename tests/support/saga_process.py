"""A saga worker in a process of its own, with a step that never ends, for a test to kill.

Run as: python -m tests.support.saga_process ADDRESS LOG_FILE STEP
"""

import asyncio
import sys
import threading
from pathlib import Path

from temporalio.client import Client

from tests.support.fake_steps import FakeSteps
from wms.fulfillment.worker import fulfillment_worker
from wms.platform.temporal.converter import CONTRACTS


class StuckSteps(FakeSteps):
    """Steps that leave a trace in a file, and one of which hangs."""

    def __init__(self, log: Path, stuck: str) -> None:
        super().__init__()
        self.log, self.stuck = log, stuck

    def _take(self, name: str, entry: str = "") -> None:
        with self.log.open("a") as log:
            log.write(f"{entry or name}\n")
        if name == self.stuck:
            threading.Event().wait()
        super()._take(name, entry)


async def main(address: str, log: str, stuck: str) -> None:
    """Work until killed."""
    client = await Client.connect(address, data_converter=CONTRACTS)
    async with fulfillment_worker(client, StuckSteps(Path(log), stuck)):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
