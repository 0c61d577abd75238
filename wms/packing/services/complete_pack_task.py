"""Finish packing an order."""

from django.utils import timezone

from wms.packing import contracts
from wms.packing.contracts import CompletePackTask, PackTaskStatus, UnitsNotPacked
from wms.packing.models import PackingOutbox
from wms.packing.selectors import facts
from wms.packing.selectors.tasks import describe
from wms.packing.services.own_task import locked_task_of
from wms.platform.commands import command


@command
def complete_pack_task(request: CompletePackTask) -> contracts.PackTask:
    """Finish a task; a finished one is answered as before.

    Raises:
        PackTaskNotFound: there is no such task, or not of this client.
        PackTaskTaken: another worker has it.
        PackTaskNotReady: it was not started, or was cancelled.
        UnitsNotPacked: some units are in no carton.
    """
    row = locked_task_of(request.actor, task_id=request.task_id, client_id=request.client_id)
    row.read_contents()
    if row.status == PackTaskStatus.PACKED:
        return describe(row)
    row.become(PackTaskStatus.PACKED)
    left = [line for line in row.lines.all() if line.packed < line.quantity]
    if left:
        units = sum(line.quantity - line.packed for line in left)
        raise UnitsNotPacked(f"{units} units of {row} are in no carton, first: {left[0].sku}")
    row.completed_at = timezone.now()
    row.version += 1
    row.save(update_fields=["status", "completed_at", "version"])
    PackingOutbox.publish(facts.completed(row), sequence=row.version)
    return describe(row)
