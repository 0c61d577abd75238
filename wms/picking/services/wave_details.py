"""What a wave brings to a task that was there before it."""

from collections.abc import Callable

from wms.kernel.events import Event
from wms.picking.contracts import PickTaskStatus, PreparePickTask
from wms.picking.models import PickTask
from wms.picking.selectors import facts

FILLED = ["wave_id", "order_number", "priority_rank", "version"]
# What a wave counts its tasks by: published again with the wave if it was published without it.
COUNTED_BY_THE_WAVE: dict[str, Callable[[PickTask], Event]] = {
    PickTaskStatus.IN_PROGRESS: facts.started,
    PickTaskStatus.COMPLETED: facts.completed,
    PickTaskStatus.CANCELLED: facts.cancelled,
}


def fill_in(row: PickTask, task: PreparePickTask) -> list[tuple[Event, int]]:
    """Give a locked row its wave, number and priority; return what is to be published of it."""
    row.wave_id = task.wave_id
    row.order_number = task.number
    row.priority_rank = task.priority_rank
    if task.wave_id is None or row.status not in COUNTED_BY_THE_WAVE:
        return []
    row.version += 1
    return [(COUNTED_BY_THE_WAVE[row.status](row), row.version)]
