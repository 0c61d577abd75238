"""Make the task of an order."""

from wms.picking import contracts
from wms.picking.contracts import (
    PickRoundClosed,
    PickTaskStatus,
    PreparePickTask,
    pick_task_id_for,
)
from wms.picking.models import PickingOutbox, PickTask
from wms.picking.selectors.tasks import describe
from wms.picking.services.wave_details import FILLED, fill_in
from wms.platform.commands import command


@command
def prepare_pick_task(request: PreparePickTask) -> contracts.PickTask:
    """Make the task of an order, which opens when its places are known.

    A task that is there already learns its wave, number and priority, and is otherwise left as
    it is; if its walk had begun or ended by then, that is published again with the wave.

    Raises:
        PickRoundClosed: the task was cancelled in this round.
    """
    task_id = pick_task_id_for(request.order_id, request.round_no)
    PickTask.objects.bulk_create(
        [
            PickTask(
                task_id=task_id,
                order_id=request.order_id,
                client_id=request.client_id,
                warehouse_id=request.warehouse_id,
                round_no=request.round_no,
                status=PickTaskStatus.PREPARING,
            )
        ],
        ignore_conflicts=True,
    )
    row = PickTask.objects.locked().prefetch_related("lines").get(task_id=task_id)
    if row.status == PickTaskStatus.CANCELLED:
        raise PickRoundClosed(f"{row} was cancelled: {row.cancel_reason}")
    if row.wave_id is None:
        news = fill_in(row, request)
        row.save(update_fields=FILLED)
        PickingOutbox.publish_all(news)
    return describe(row)
