"""Begin a walk."""

from django.utils import timezone

from wms.picking import contracts
from wms.picking.contracts import PickTaskStatus, StartPickTask
from wms.picking.models import PickingOutbox
from wms.picking.selectors import facts
from wms.picking.selectors.tasks import describe
from wms.picking.services.own_task import locked_task_of
from wms.platform.commands import command


@command
def start_pick_task(request: StartPickTask) -> contracts.PickTask:
    """Begin to walk; a walk that was begun is answered as before.

    Raises:
        PickTaskNotFound: there is no such task, or not of this client.
        PickTaskTaken: another worker has it.
        PickTaskNotReady: nobody has claimed it, or it was cancelled.
    """
    row = locked_task_of(request.actor, task_id=request.task_id, client_id=request.client_id)
    if row.status in {PickTaskStatus.IN_PROGRESS, PickTaskStatus.COMPLETED}:
        return describe(row)
    row.become(PickTaskStatus.IN_PROGRESS)
    # Who walks on from where another went home says so too; the walk began before.
    row.started_at = row.started_at or timezone.now()
    row.version += 1
    row.save(update_fields=["status", "started_at", "version"])
    PickingOutbox.publish(facts.started(row), sequence=row.version)
    return describe(row)
