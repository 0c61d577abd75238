"""Give a task back."""

from django.utils import timezone

from wms.picking import contracts
from wms.picking.contracts import (
    PickTaskNotFound,
    PickTaskNotReady,
    PickTaskStatus,
    PickTaskTaken,
    ReleasePickTask,
    TaskChange,
)
from wms.picking.models import PickingHistoryRecord, PickingOutbox, PickTask
from wms.picking.models.tasks import WITH_A_WORKER
from wms.picking.selectors import facts
from wms.picking.selectors.tasks import describe
from wms.platform.commands import command
from wms.platform.history.contracts import ChangedValue
from wms.platform.tenancy import facade as tenancy


@command
def release_pick_task(request: ReleasePickTask) -> contracts.PickTask:
    """Give a claimed task back, for whoever takes it next; one that nobody has is left as it is.

    What was picked stays picked: the next worker walks on from there. One that has no stop left is
    completed.

    Raises:
        PickTaskNotFound: there is no such task, or not of this client.
        PickTaskTaken: another worker has it, and it is not taken from anybody.
        PickTaskNotReady: it has no places yet, or is over.
    """
    row = PickTask.objects.locked_one(
        request.task_id, of=request.client_id, missing=PickTaskNotFound
    )
    if row.status == PickTaskStatus.OPEN:
        return describe(row)
    if row.status not in WITH_A_WORKER:
        raise PickTaskNotReady(f"{row} is {row.status} and cannot be given back")
    if not (request.of_anybody or tenancy.is_actor(row.worker, request.actor)):
        raise PickTaskTaken(f"{row} belongs to {tenancy.name_of(row.worker)}")
    had = row.worker
    row.become(PickTaskStatus.OPEN)
    row.worker = ""
    row.version += 1
    row.save(update_fields=["status", "worker", "version"])
    PickingHistoryRecord.note(
        row.task_id,
        TaskChange.RELEASED,
        [ChangedValue(name="worker", was=had)],
    )
    PickingOutbox.publish(facts.released(row, worker=had), sequence=row.version)
    if not row.line_count:
        # Nobody would take a walk to nowhere.
        row.become(PickTaskStatus.COMPLETED)
        row.completed_at = timezone.now()
        row.version += 1
        row.save(update_fields=["status", "completed_at", "version"])
        PickingOutbox.publish(facts.completed(row), sequence=row.version)
    return describe(row)
