"""The task a packer acts on."""

from wms.kernel.ids import ClientId
from wms.packing.contracts import PackTaskId, PackTaskNotFound, PackTaskTaken
from wms.packing.models import PackTask
from wms.platform.tenancy import facade as tenancy


def locked_task_of(worker: str, *, task_id: PackTaskId, client_id: ClientId | None) -> PackTask:
    """Return the locked row of a task that this worker has, or nobody yet; without contents.

    Raises:
        PackTaskNotFound: there is no such task, or not of this client.
        PackTaskTaken: another worker has it.
    """
    row = PackTask.objects.locked_one(task_id, of=client_id, missing=PackTaskNotFound)
    if row.worker and not tenancy.is_actor(row.worker, worker):
        raise PackTaskTaken(f"{row} belongs to {tenancy.name_of(row.worker)}")
    return row
