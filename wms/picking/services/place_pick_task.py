"""Give a task its places."""

from wms.picking import contracts
from wms.picking.contracts import (
    PickRoundClosed,
    PickTaskStatus,
    PlacePickTask,
    pick_task_id_for,
)
from wms.picking.domain.transitions import next_status
from wms.picking.models import PickingOutbox, PickTask, PickTaskLine
from wms.picking.selectors import facts
from wms.picking.selectors.tasks import describe
from wms.platform.commands import command


@command
def place_pick_task(command: PlacePickTask) -> contracts.PickTask:
    """Give a task its places and open it; makes the task if its wave has not.

    Places that come again change nothing.

    Raises:
        PickRoundClosed: the task was cancelled in this round.
    """
    task_id = pick_task_id_for(command.order_id, command.round_no)
    PickTask.objects.bulk_create(
        [
            PickTask(
                task_id=task_id,
                order_id=command.order_id,
                client_id=command.client_id,
                warehouse_id=command.warehouse_id,
                round_no=command.round_no,
                status=PickTaskStatus.PREPARING,
            )
        ],
        ignore_conflicts=True,
    )
    row = PickTask.objects.locked().get(task_id=task_id)
    if row.status == PickTaskStatus.CANCELLED:
        raise PickRoundClosed(f"{row} was cancelled: {row.cancel_reason}")
    if row.status != PickTaskStatus.PREPARING:
        return describe(row)

    PickTaskLine.objects.bulk_create(
        PickTaskLine(
            task=row,
            allocation_id=place.allocation_id,
            line_no=place.line_no,
            sku=place.sku,
            location=place.location,
            pick_sequence=place.pick_sequence,
            lot=place.lot,
            quantity=place.quantity,
        )
        for place in command.places
    )
    row.status = next_status(row.status, PickTaskStatus.OPEN)
    row.line_count = len(command.places)
    row.version += 1
    row.save(update_fields=["status", "line_count", "version"])
    PickingOutbox.publish(facts.created(row), sequence=row.version)
    return describe(row)
