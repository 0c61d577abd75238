"""Send somebody again for goods that were left where they are."""

from uuid import UUID

from wms.inventory.catalogue.contracts.refusals import GoodsMissing
from wms.inventory.catalogue.contracts.words import MoveTaskKind, MoveTaskStatus
from wms.inventory.moves import contracts
from wms.inventory.moves.contracts import MoveTaskNotFound, ReopenMoveTask
from wms.inventory.moves.events import MoveTaskReopenedEvent
from wms.inventory.moves.queries.left_behind import units_left_behind
from wms.inventory.moves.queries.tasks import describe_move_task
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.work.contracts.tasks import MoveTaskId, MoveTaskNotReady
from wms.inventory.work.models.tasks import UNFINISHED, MoveTask
from wms.platform.commands import command


@command
def reopen_move_task(request: ReopenMoveTask) -> contracts.MoveTask:
    """Open a cancelled task again, for as many of its units as are left; an unfinished one stays.

    Its key is used, so whoever asked for it once never asks again. A replenishment is not opened:
    planning asks for it as long as it is needed.

    Raises:
        MoveTaskNotFound: there is no such task, or not of this client.
        MoveTaskNotReady: its goods have been carried, or it is a replenishment.
        GoodsMissing: none of its goods are left where it takes them.
    """
    row = MoveTask.objects.described().locked_one(
        request.task_id, of=request.client_id, missing=MoveTaskNotFound
    )
    if row.kind == MoveTaskKind.REPLENISHMENT:
        raise MoveTaskNotReady(f"{row} is a replenishment: it is asked for again when it is needed")
    if row.status in UNFINISHED:
        return describe_move_task(row)
    if row.status != MoveTaskStatus.CANCELLED:
        raise MoveTaskNotReady(f"{row} is {row.status} and cannot be opened again")
    left = units_left_behind(UUID(str(row.from_unit_id)))
    if left <= 0:
        raise GoodsMissing(f"{row}: none of its goods are left at {row.from_unit.location}")
    row.quantity = min(row.quantity, left)
    row.become(MoveTaskStatus.OPEN)
    row.worker, row.reason = "", ""
    row.started_at = row.ended_at = None
    row.version += 1
    row.save(
        update_fields=[
            *("status", "quantity", "worker", "reason"),
            *("started_at", "ended_at", "version"),
        ]
    )
    InventoryOutbox.publish(
        MoveTaskReopenedEvent.of(row, task_id=MoveTaskId(row.id), actor=request.actor),
        sequence=row.version,
    )
    return describe_move_task(row)
