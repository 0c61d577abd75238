"""Goods that were to be carried, and were not as the books say."""

from wms.inventory.moves.contracts import CarryReason
from wms.inventory.work.commands.open_counts import open_counts
from wms.inventory.work.contracts.counts import CountCause
from wms.inventory.work.models.counts import CycleCount
from wms.inventory.work.models.tasks import MoveTask
from wms.inventory.work.rules.counted import COUNTED_AT

DOUBTFUL = (CarryReason.NOT_FOUND, CarryReason.DAMAGED)


def ask_for_count(task: MoveTask, worker: str) -> None:
    """Have somebody count what lies where a task took its goods from, if places there are counted.

    Part of a command, in its transaction, before it locks locations or balances.
    """
    location = task.from_unit.location
    if location.kind in COUNTED_AT:
        count = CycleCount(
            client_id=task.client_id,
            warehouse_id=task.warehouse_id,
            location=location,
            cause=CountCause.REQUESTED.value,
            created_by=worker,
        )
        open_counts([count])
