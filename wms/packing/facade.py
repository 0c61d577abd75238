"""What packing does for others."""

from wms.packing.selectors.tasks import find_pack_task
from wms.packing.services.cancel_pack_task import cancel_pack_task
from wms.packing.services.create_pack_task import create_pack_task

__all__ = [
    "cancel_pack_task",
    "create_pack_task",
    "find_pack_task",
]
