"""A saga worker in a process of its own, with a step that never ends, for a test to kill.

Run as: python -m tests.support.saga_process ADDRESS LOG_FILE STEP [FOUND...]
With how many units are found of each line, what is not found waits for stock.
"""

import asyncio
import sys
import threading
from pathlib import Path

from temporalio.client import Client

from tests.support.fake_steps import FakeSteps
from wms.fulfillment.saga.contracts.states import PickedUnits
from wms.fulfillment.saga.worker import fulfillment_worker
from wms.inventory.contracts import ReservationStatus
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


async def main(address: str, log: str, stuck: str, *found: str) -> None:
    """Work until killed."""
    steps = StuckSteps(Path(log), stuck)
    if found:
        steps.picked = tuple(
            PickedUnits(line_no=no, quantity=int(units)) for no, units in enumerate(found, start=1)
        )
        steps.reservation_in = {2: ReservationStatus.WAITING}
    client = await Client.connect(address, data_converter=CONTRACTS)
    async with fulfillment_worker(client, steps):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
