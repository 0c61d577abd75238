"""Give a task back."""

from wms.inventory.catalogue.contracts.words import MoveTaskStatus
from wms.inventory.moves import contracts
from wms.inventory.moves.contracts import MoveTaskNotFound, MoveTaskTaken, ReleaseMoveTask
from wms.inventory.moves.queries.tasks import describe_move_task
from wms.inventory.work.contracts.tasks import MoveTaskNotReady
from wms.inventory.work.models.tasks import MoveTask
from wms.platform.commands import command
from wms.platform.tenancy import facade as tenancy


@command
def release_move_task(request: ReleaseMoveTask) -> contracts.MoveTask:
    """Give a claimed task back, for whoever takes it next; one that nobody has is left as it is.

    Raises:
        MoveTaskNotFound: there is no such task, or not of this client.
        MoveTaskTaken: another worker has it, and it is not taken from anybody.
        MoveTaskNotReady: it is over.
    """
    row = MoveTask.objects.described().locked_one(
        request.task_id, of=request.client_id, missing=MoveTaskNotFound
    )
    if row.status == MoveTaskStatus.OPEN:
        return describe_move_task(row)
    if row.status != MoveTaskStatus.IN_PROGRESS:
        raise MoveTaskNotReady(f"{row} is {row.status} and cannot be given back")
    if not (request.of_anybody or tenancy.is_actor(row.worker, request.actor)):
        raise MoveTaskTaken(f"{row} belongs to {tenancy.name_of(row.worker)}")
    row.become(MoveTaskStatus.OPEN)
    row.worker, row.started_at = "", None
    row.save(update_fields=["status", "worker", "started_at"])
    return describe_move_task(row)
