"""Stop the replenishment of a pick face."""

from wms.inventory.catalogue.contracts.words import MoveTaskKind, MoveTaskStatus
from wms.inventory.replenishment.contracts.levels import RemovedPickFace, RemovePickFace
from wms.inventory.replenishment.contracts.refusals import PickFaceNotFound
from wms.inventory.replenishment.models import PickFace
from wms.inventory.replenishment.queries.levels import describe_pick_face
from wms.inventory.work.commands.cancel_tasks import cancel_tasks
from wms.inventory.work.models.tasks import MoveTask
from wms.platform.commands import command


@command
def remove_pick_face(request: RemovePickFace) -> RemovedPickFace:
    """Keep a pick location filled no more; what lies there stays.

    Open tasks to fill it are cancelled; one that a worker has is left, the goods may be in hand.

    Raises:
        PickFaceNotFound: there is no such pick face, or not of this client, or not any more.
    """
    row = PickFace.objects.select_related("sku", "location").locked_one(
        request.pick_face_id, of=request.client_id, missing=PickFaceNotFound
    )
    # Planning locks the pick face before it opens tasks: none comes after these.
    tasks = list(
        MoveTask.objects.filter(
            kind=MoveTaskKind.REPLENISHMENT,
            status=MoveTaskStatus.OPEN,
            sku=row.sku_id,
            to_location=row.location_id,
        ).locked()
    )
    cancel_tasks(tasks, "the pick face was removed")
    known = describe_pick_face(row)
    row.delete()
    return RemovedPickFace(pick_face=known, cancelled_tasks=tuple(task.number for task in tasks))
