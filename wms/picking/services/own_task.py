"""The task a worker acts on."""

from uuid import UUID

from wms.kernel.ids import ClientId
from wms.picking.contracts import PickTaskId, PickTaskNotFound, PickTaskTaken
from wms.picking.models import PickTask
from wms.platform.tenancy import facade as tenancy


def locked_task_of(
    worker: str, *, task_id: PickTaskId | UUID, client_id: ClientId | None
) -> PickTask:
    """Return the locked row of a task that this worker has, or that nobody has yet.

    Raises:
        PickTaskNotFound: there is no such task, or not of this client.
        PickTaskTaken: another worker has it.
    """
    row = PickTask.objects.locked_one(task_id, of=client_id, missing=PickTaskNotFound)
    if row.worker and not tenancy.is_actor(row.worker, worker):
        raise PickTaskTaken(f"{row} belongs to {tenancy.name_of(row.worker)}")
    return row
