"""Make the task to pack an order."""

from wms.packing import contracts
from wms.packing.contracts import (
    CreatePackTask,
    PackRoundClosed,
    PackTaskStatus,
    pack_task_id_for,
)
from wms.packing.domain.contents import merged
from wms.packing.models import PackingOutbox, PackTask, PackTaskLine
from wms.packing.selectors import facts
from wms.packing.selectors.tasks import describe
from wms.platform.commands import command


@command
def create_pack_task(request: CreatePackTask) -> contracts.PackTask:
    """Make the task of an order in a round; one that is there is answered as it is.

    Lines without units are left out; units of one order line from several places are one line.

    Raises:
        PackRoundClosed: the task was cancelled in this round.
    """
    task_id = pack_task_id_for(request.order_id, request.round_no)
    PackTask.objects.bulk_create(
        [
            PackTask(
                task_id=task_id,
                order_id=request.order_id,
                order_number=request.number,
                client_id=request.client_id,
                warehouse_id=request.warehouse_id,
                round_no=request.round_no,
                priority_rank=request.priority_rank,
                status=PackTaskStatus.OPEN,
            )
        ],
        ignore_conflicts=True,
    )
    row = PackTask.objects.locked().get(task_id=task_id)
    if row.status == PackTaskStatus.CANCELLED:
        raise PackRoundClosed(f"{row} was cancelled: {row.cancel_reason}")
    # Nothing is published of a task that is not made; the row of a made one has a version.
    if row.version:
        return describe(PackTask.objects.with_contents().get(pk=row.pk))
    PackTaskLine.objects.bulk_create(
        PackTaskLine(task=row, line_no=line.line_no, sku=line.sku, quantity=line.quantity)
        for line in merged(request.lines)
    )
    row.version = 1
    row.save(update_fields=["version"])
    PackingOutbox.publish(facts.created(row), sequence=row.version)
    return describe(row)
