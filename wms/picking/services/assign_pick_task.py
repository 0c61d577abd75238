"""Give a task to a worker."""

from wms.kernel.ids import ClientId
from wms.picking import contracts
from wms.picking.contracts import (
    AssignPickTask,
    PickTaskNotFound,
    PickTaskNotReady,
    PickTaskStatus,
    TaskChange,
)
from wms.picking.models import PickingHistoryRecord, PickingOutbox, PickTask
from wms.picking.models.tasks import WITH_A_WORKER
from wms.picking.selectors import facts
from wms.picking.selectors.tasks import describe
from wms.platform.commands import command
from wms.platform.history.contracts import ChangedValue
from wms.platform.tenancy import facade as tenancy

PICKS = "picking:write"
"""What a picker may do."""


@command
def assign_pick_task(request: AssignPickTask) -> contracts.PickTask:
    """Give a task to a worker, whoever has it now; to the worker who has it changes nothing.

    What was picked stays picked: the worker starts, and walks on from there.

    Raises:
        PickTaskNotFound: there is no such task, or not of this client.
        UnknownWorker: nobody who may do the work is called so, or several are.
        PickTaskNotReady: it has no places yet, or is over.
    """
    row = PickTask.objects.locked_one(
        request.task_id, of=request.client_id, missing=PickTaskNotFound
    )
    if row.status not in {PickTaskStatus.OPEN.value, *WITH_A_WORKER}:
        raise PickTaskNotReady(f"{row} is {row.status} and cannot be assigned")
    assignee = tenancy.find_worker(request.assignee, scope=PICKS, client_id=ClientId(row.client_id))
    if tenancy.is_actor(row.worker, assignee):
        return describe(row)
    had = row.worker
    if row.status != PickTaskStatus.ASSIGNED:
        row.become(PickTaskStatus.ASSIGNED)
    row.worker = assignee
    row.version += 1
    row.save(update_fields=["status", "worker", "version"])
    PickingHistoryRecord.note(
        row.task_id, TaskChange.ASSIGNED, [ChangedValue(name="worker", was=had, now=assignee)]
    )
    PickingOutbox.publish(facts.assigned(row), sequence=row.version)
    return describe(row)
