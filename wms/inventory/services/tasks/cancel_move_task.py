"""Take a task off the floor."""

from django.utils import timezone

from wms.inventory import contracts
from wms.inventory.contracts import (
    CancelMoveTask,
    MoveTaskId,
    MoveTaskKind,
    MoveTaskNotFound,
    MoveTaskNotReady,
    MoveTaskStatus,
)
from wms.inventory.events import MoveTaskCancelledEvent
from wms.inventory.models import InventoryOutbox, MoveTask
from wms.inventory.models.tasks import UNFINISHED
from wms.inventory.selectors.tasks import describe_move_task
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.platform.commands import command


@command
def cancel_move_task(command: CancelMoveTask) -> contracts.MoveTask:
    """Cancel a task, also one in hand; its goods stay where they are. Cancelled, it stays so.

    Raises:
        MoveTaskNotFound: there is no such task, or not of this client.
        MoveTaskNotReady: its goods have been carried.
    """
    rows = MoveTask.objects.of_client(command.client_id).filter(id=command.task_id)
    row = rows.described().locked().first()
    if row is None:
        raise MoveTaskNotFound(f"there is no move task {command.task_id}")
    if row.status == MoveTaskStatus.CANCELLED:
        return describe_move_task(row)
    if row.status not in UNFINISHED:
        raise MoveTaskNotReady(f"{row} is {row.status} and cannot be cancelled")
    row.status = MoveTaskStatus.CANCELLED.value
    row.reason = command.reason[:200]
    row.ended_at = timezone.now()
    row.save(update_fields=["status", "reason", "ended_at"])
    InventoryOutbox.publish(
        MoveTaskCancelledEvent(
            task_id=MoveTaskId(row.id),
            client_id=ClientId(row.client_id),
            warehouse_id=WarehouseId(row.warehouse_id),
            order_id=None if row.order_id is None else OrderId(row.order_id),
            kind=MoveTaskKind(row.kind),
            number=row.number,
            reason=row.reason,
        ),
        sequence=1,
    )
    return describe_move_task(row)
