"""The tables picking owns. Nothing outside this context may import them."""

from wms.picking.models.inbox import PickingInbox
from wms.picking.models.outbox import PickingEventLog, PickingOutbox

__all__ = ["PickingEventLog", "PickingInbox", "PickingOutbox"]
