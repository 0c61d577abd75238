"""Take a task that carries goods."""

from django.utils import timezone

from wms.inventory.catalogue.contracts.words import MoveTaskStatus
from wms.inventory.moves import contracts
from wms.inventory.moves.contracts import ClaimMoveTask, MoveTaskNotFound, MoveTaskTaken
from wms.inventory.moves.queries.tasks import describe_move_task
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.work.contracts.tasks import MoveTaskNotReady
from wms.inventory.work.models.tasks import MoveTask
from wms.platform.commands import command
from wms.platform.tenancy import facade as tenancy


@command
def claim_move_task(request: ClaimMoveTask) -> contracts.MoveTask:
    """Take an open task; the worker who has it is answered as before.

    Raises:
        MoveTaskNotFound: there is no such task, or not of this client.
        MoveTaskTaken: another worker has it.
        MoveTaskNotReady: it is over.
    """
    tasks = MoveTask.objects.of_client(request.client_id).filter(id=request.task_id)
    # One conditional UPDATE: of many workers, the first changes the row, the others find none.
    tasks.filter(status=MoveTaskStatus.OPEN).update(
        status=MoveTaskStatus.IN_PROGRESS, worker=request.actor, started_at=timezone.now()
    )
    InventoryOutbox.forget(request.task_id)
    row = tasks.described().first()
    if row is None:
        raise MoveTaskNotFound(f"there is no move task {request.task_id}")
    if row.status != MoveTaskStatus.IN_PROGRESS:
        raise MoveTaskNotReady(f"{row} is {row.status} and cannot be claimed")
    if not tenancy.is_actor(row.worker, request.actor):
        raise MoveTaskTaken(f"{row} belongs to {tenancy.name_of(row.worker)}")
    return describe_move_task(row)
