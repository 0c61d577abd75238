"""Cancel a walk, or forbid one that has yet to be made."""

from wms.picking.contracts import (
    CancelledPickTask,
    CancelPickTask,
    PickingBegan,
    PickLineStatus,
    PickTaskStatus,
    pick_task_id_for,
)
from wms.picking.models import PickingOutbox, PickTask
from wms.picking.selectors import facts
from wms.picking.selectors.tasks import picked_lines
from wms.platform.commands import command


@command
def cancel_pick_task(request: CancelPickTask) -> CancelledPickTask:
    """Cancel the task of an order in a round; the answer says what is off the shelf.

    It closes the round, also for a task that has yet to arrive. A task that was completed stays
    so. The same cancel again gets the same answer.

    Raises:
        PickingBegan: a stop is confirmed, and the cancel was not forced.
    """
    task_id = pick_task_id_for(request.order_id, request.round_no)
    reason = request.reason[:200]
    PickTask.objects.bulk_create(
        [
            PickTask(
                task_id=task_id,
                number=None,
                order_id=request.order_id,
                client_id=request.client_id,
                warehouse_id=request.warehouse_id,
                round_no=request.round_no,
                status=PickTaskStatus.CANCELLED,
                cancel_reason=reason,
            )
        ],
        ignore_conflicts=True,
    )
    # Confirming takes the same lock: whoever has it first decides, the other is refused.
    row = PickTask.objects.locked().prefetch_related("lines").get(task_id=task_id)
    answer = CancelledPickTask(task_id=task_id, picked=picked_lines(row))
    if row.status == PickTaskStatus.CANCELLED:
        return answer
    if answer.picked and not request.force:
        raise PickingBegan(f"{len(answer.picked)} stops of {row} are confirmed")
    if row.status == PickTaskStatus.COMPLETED:
        return answer

    row.lines.filter(status=PickLineStatus.OPEN).update(status=PickLineStatus.CANCELLED)
    row.become(PickTaskStatus.CANCELLED)
    row.cancel_reason = reason
    row.version += 1
    row.save(update_fields=["status", "cancel_reason", "version"])
    PickingOutbox.publish(facts.cancelled(row), sequence=row.version)
    return answer
