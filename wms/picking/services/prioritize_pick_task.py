"""Let pickers take a task earlier, or later."""

from wms.picking import contracts
from wms.picking.contracts import PickTaskNotFound, PickTaskNotReady, TaskChange
from wms.picking.contracts.commands import PrioritizePickTask
from wms.picking.events import PickTaskPrioritizedEvent
from wms.picking.models import PickingHistoryRecord, PickingOutbox, PickTask
from wms.picking.models.tasks import WAITING
from wms.picking.selectors.tasks import describe
from wms.platform.commands import command
from wms.platform.history.contracts import ChangedValue


@command
def prioritize_pick_task(request: PrioritizePickTask) -> contracts.PickTask:
    """Change the priority of a task that nobody has; the same again changes nothing.

    Raises:
        PickTaskNotFound: there is no such task, or not of this client.
        PickTaskNotReady: a worker has it, or it is over.
    """
    row = PickTask.objects.locked_one(
        request.task_id, of=request.client_id, missing=PickTaskNotFound
    )
    if row.status not in WAITING:
        raise PickTaskNotReady(f"{row} is {row.status.replace('_', ' ')}")
    if row.priority_rank != request.priority.rank:
        was = row.get_priority_rank_display()
        row.priority_rank = request.priority.rank
        now = row.get_priority_rank_display()
        PickingHistoryRecord.note(
            row.task_id, TaskChange.PRIORITIZED, [ChangedValue(name="priority", was=was, now=now)]
        )
        row.version += 1
        row.save(update_fields=["priority_rank", "version"])
        PickingOutbox.publish(PickTaskPrioritizedEvent.of(row), sequence=row.version)
    return describe(row)
