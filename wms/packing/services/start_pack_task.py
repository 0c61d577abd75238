"""Begin to pack an order."""

from wms.packing import contracts
from wms.packing.contracts import PackTaskStatus, StartPackTask
from wms.packing.models import PackingOutbox
from wms.packing.selectors import facts
from wms.packing.selectors.tasks import describe
from wms.packing.services.own_task import locked_task_of
from wms.platform.commands import command


@command
def start_pack_task(request: StartPackTask) -> contracts.PackTask:
    """Begin to pack; who begins has the task, and is answered as before.

    Raises:
        PackTaskNotFound: there is no such task, or not of this client.
        PackTaskTaken: another worker has it.
        PackTaskNotReady: it was cancelled.
    """
    row = locked_task_of(request.actor, task_id=request.task_id, client_id=request.client_id)
    row.read_contents()
    if row.status in {PackTaskStatus.IN_PROGRESS, PackTaskStatus.PACKED}:
        return describe(row)
    row.become(PackTaskStatus.IN_PROGRESS)
    row.worker = request.actor
    row.version += 1
    row.save(update_fields=["status", "worker", "version"])
    PackingOutbox.publish(facts.started(row), sequence=row.version)
    return describe(row)
