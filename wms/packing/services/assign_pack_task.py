"""Give a task to a worker."""

from wms.kernel.ids import ClientId
from wms.packing import contracts
from wms.packing.contracts import (
    AssignPackTask,
    PackTaskNotFound,
    PackTaskNotReady,
    TaskChange,
)
from wms.packing.models import PackingHistoryRecord, PackingOutbox, PackTask
from wms.packing.models.tasks import UNFINISHED
from wms.packing.selectors import facts
from wms.packing.selectors.tasks import describe
from wms.platform.commands import command
from wms.platform.history.contracts import ChangedValue
from wms.platform.tenancy import facade as tenancy

PACKS = "packing:write"
"""What a packer may do."""


@command
def assign_pack_task(request: AssignPackTask) -> contracts.PackTask:
    """Give a task to a worker, whoever has it now; to the worker who has it changes nothing.

    What is in cartons stays in them: the worker goes on from there.

    Raises:
        PackTaskNotFound: there is no such task, or not of this client.
        UnknownWorker: nobody who may do the work is called so, or several are.
        PackTaskNotReady: it is packed, or was cancelled.
    """
    row = PackTask.objects.locked_one(
        request.task_id, of=request.client_id, missing=PackTaskNotFound
    )
    row.read_contents()
    if row.status not in UNFINISHED:
        raise PackTaskNotReady(f"{row} is {row.status} and cannot be assigned")
    assignee = tenancy.find_worker(request.assignee, scope=PACKS, client_id=ClientId(row.client_id))
    if tenancy.is_actor(row.worker, assignee):
        return describe(row)
    had = row.worker
    row.worker = assignee
    row.version += 1
    row.save(update_fields=["worker", "version"])
    PackingHistoryRecord.note(
        row.task_id, TaskChange.ASSIGNED, [ChangedValue(name="worker", was=had, now=assignee)]
    )
    PackingOutbox.publish(facts.assigned(row), sequence=row.version)
    return describe(row)
