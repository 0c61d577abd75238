"""Take a task."""

from django.db.models import F

from wms.picking import contracts
from wms.picking.contracts import (
    ClaimPickTask,
    PickTaskNotFound,
    PickTaskNotReady,
    PickTaskStatus,
    PickTaskTaken,
)
from wms.picking.models import PickingOutbox, PickTask
from wms.picking.selectors import facts
from wms.picking.selectors.tasks import describe
from wms.platform.commands import command
from wms.platform.tenancy import facade as tenancy


@command
def claim_pick_task(request: ClaimPickTask) -> contracts.PickTask:
    """Take an open task; the worker who has it is answered as before.

    Raises:
        PickTaskNotFound: there is no such task, or not of this client.
        PickTaskTaken: another worker has it.
        PickTaskNotReady: it is not open yet, or no more.
    """
    tasks = PickTask.objects.of_client(request.client_id).filter(task_id=request.task_id)
    # One conditional UPDATE: of many workers, the first changes the row, the others find none.
    is_ours = tasks.filter(status=PickTaskStatus.OPEN).update(
        status=PickTaskStatus.ASSIGNED, worker=request.actor, version=F("version") + 1
    )
    row = tasks.first()
    if row is None:
        raise PickTaskNotFound(f"there is no pick task {request.task_id}")
    if is_ours:
        PickingOutbox.publish(facts.assigned(row), sequence=row.version)
        return describe(row)
    if not row.worker or row.status == PickTaskStatus.CANCELLED:
        raise PickTaskNotReady(f"{row} is {row.status} and cannot be claimed")
    if not tenancy.is_actor(row.worker, request.actor):
        raise PickTaskTaken(f"{row} belongs to {tenancy.name_of(row.worker)}")
    return describe(row)
