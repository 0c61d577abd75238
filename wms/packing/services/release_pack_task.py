"""Give a task back."""

from wms.packing import contracts
from wms.packing.contracts import (
    PackTaskNotFound,
    PackTaskNotReady,
    PackTaskStatus,
    PackTaskTaken,
    ReleasePackTask,
    TaskChange,
)
from wms.packing.models import PackingHistoryRecord, PackingOutbox, PackTask
from wms.packing.models.tasks import UNFINISHED
from wms.packing.selectors import facts
from wms.packing.selectors.tasks import describe
from wms.platform.commands import command
from wms.platform.history.contracts import ChangedValue
from wms.platform.tenancy import facade as tenancy


@command
def release_pack_task(request: ReleasePackTask) -> contracts.PackTask:
    """Give a task back, for whoever takes it next; one that nobody has is left as it is.

    What is in cartons stays in them: the next worker goes on from there.

    Raises:
        PackTaskNotFound: there is no such task, or not of this client.
        PackTaskTaken: another worker has it, and it is not taken from anybody.
        PackTaskNotReady: it is packed, or was cancelled.
    """
    row = PackTask.objects.locked_one(
        request.task_id, of=request.client_id, missing=PackTaskNotFound
    )
    row.read_contents()
    if not row.worker and row.status == PackTaskStatus.OPEN:
        return describe(row)
    if row.status not in UNFINISHED:
        raise PackTaskNotReady(f"{row} is {row.status} and cannot be given back")
    if not (request.of_anybody or tenancy.is_actor(row.worker, request.actor)):
        raise PackTaskTaken(f"{row} belongs to {tenancy.name_of(row.worker)}")
    had = row.worker
    if row.status != PackTaskStatus.OPEN:
        row.become(PackTaskStatus.OPEN)
    row.worker = ""
    row.version += 1
    row.save(update_fields=["status", "worker", "version"])
    PackingHistoryRecord.note(
        row.task_id,
        TaskChange.RELEASED,
        [ChangedValue(name="worker", was=had)],
    )
    PackingOutbox.publish(facts.released(row, worker=had), sequence=row.version)
    return describe(row)
