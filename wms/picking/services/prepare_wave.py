"""Make the tasks of a released wave."""

from wms.kernel.events import Event
from wms.picking.contracts import PickTaskId, PickTaskStatus, PrepareWave, pick_task_id_for
from wms.picking.models import PickingOutbox, PickTask
from wms.picking.services.wave_details import FILLED, fill_in
from wms.platform.batches import AT_ONCE
from wms.platform.commands import command


@command
def prepare_wave(request: PrepareWave) -> None:
    """Make the tasks of one page of a wave, all in a few statements.

    A task that is there already learns its wave, number and priority and is otherwise left as it
    is; one that was cancelled before stays so.
    """
    wanted = {pick_task_id_for(each.order_id, each.round_no): each for each in request.tasks}
    # Rows are written in the order in which ``locked`` locks them.
    PickTask.objects.bulk_create(
        [
            PickTask(
                task_id=task_id,
                order_id=each.order_id,
                client_id=each.client_id,
                warehouse_id=each.warehouse_id,
                round_no=each.round_no,
                status=PickTaskStatus.PREPARING,
                wave_id=each.wave_id,
                order_number=each.number,
                priority_rank=each.priority_rank,
            )
            for task_id, each in sorted(wanted.items())
        ],
        ignore_conflicts=True,
    )
    # Those whose places, or whose cancel, came before the wave; mostly none.
    known = PickTask.objects.with_ids(wanted).filter(wave_id=None)
    rows = list(known.locked().prefetch_related("lines"))
    news: list[tuple[Event, int]] = []
    for row in rows:
        news += fill_in(row, wanted[PickTaskId(row.task_id)])
    PickTask.objects.bulk_update(rows, FILLED, batch_size=AT_ONCE)
    PickingOutbox.publish_all(news)
