"""What packing does for others."""

from wms.packing.selectors.tasks import find_pack_task, get_pack_task, list_pack_tasks
from wms.packing.services.cancel_pack_task import cancel_pack_task
from wms.packing.services.complete_pack_task import complete_pack_task
from wms.packing.services.create_pack_task import create_pack_task
from wms.packing.services.seal_carton import seal_carton
from wms.packing.services.start_pack_task import start_pack_task

__all__ = [
    "cancel_pack_task",
    "complete_pack_task",
    "create_pack_task",
    "find_pack_task",
    "get_pack_task",
    "list_pack_tasks",
    "seal_carton",
    "start_pack_task",
]
