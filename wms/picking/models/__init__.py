"""The tables picking owns. Nothing outside this context may import them."""

from wms.picking.models.inbox import PickingInbox
from wms.picking.models.outbox import PickingEventLog, PickingOutbox
from wms.picking.models.tasks import PickTask, PickTaskLine

__all__ = ["PickTask", "PickTaskLine", "PickingEventLog", "PickingInbox", "PickingOutbox"]
