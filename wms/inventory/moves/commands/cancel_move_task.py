"""Take a task off the floor."""

from wms.inventory.catalogue.contracts.words import MoveTaskStatus
from wms.inventory.moves import contracts
from wms.inventory.moves.contracts import CancelMoveTask, MoveTaskNotFound
from wms.inventory.moves.queries.tasks import describe_move_task
from wms.inventory.work.commands.cancel_tasks import cancel_tasks
from wms.inventory.work.contracts.tasks import MoveTaskNotReady
from wms.inventory.work.models.tasks import UNFINISHED, MoveTask
from wms.platform.commands import command


@command
def cancel_move_task(request: CancelMoveTask) -> contracts.MoveTask:
    """Cancel a task, also one in hand; its goods stay where they are.

    Raises:
        MoveTaskNotFound: there is no such task, or not of this client.
        MoveTaskNotReady: its goods have been carried.
    """
    row = MoveTask.objects.described().locked_one(
        request.task_id, of=request.client_id, missing=MoveTaskNotFound
    )
    if row.status == MoveTaskStatus.CANCELLED:
        return describe_move_task(row)
    if row.status not in UNFINISHED:
        raise MoveTaskNotReady(f"{row} is {row.status} and cannot be cancelled")
    cancel_tasks([row], request.reason)
    return describe_move_task(row)
