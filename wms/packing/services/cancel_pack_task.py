"""Cancel packing an order, or forbid a task that has yet to be made."""

from django.utils import timezone

from wms.packing.contracts import CancelPackTask, PackTaskStatus, pack_task_id_for
from wms.packing.models import PackingOutbox, PackTask
from wms.packing.selectors import facts
from wms.platform.commands import command


@command
def cancel_pack_task(request: CancelPackTask) -> None:
    """Cancel the task of an order in a round and unpack its cartons; it closes the round."""
    task_id = pack_task_id_for(request.order_id, request.round_no)
    reason = request.reason[:200]
    PackTask.objects.bulk_create(
        [
            PackTask(
                task_id=task_id,
                number=None,
                order_id=request.order_id,
                client_id=request.client_id,
                warehouse_id=request.warehouse_id,
                round_no=request.round_no,
                status=PackTaskStatus.CANCELLED,
                cancel_reason=reason,
            )
        ],
        ignore_conflicts=True,
    )
    row = PackTask.objects.locked().get(task_id=task_id)
    if row.status == PackTaskStatus.CANCELLED:
        return
    row.lines.update(packed=0)
    row.cartons.update(unpacked_at=timezone.now())
    row.become(PackTaskStatus.CANCELLED)
    row.cancel_reason = reason
    row.version += 1
    row.save(update_fields=["status", "cancel_reason", "version"])
    PackingOutbox.publish(facts.cancelled(row), sequence=row.version)
