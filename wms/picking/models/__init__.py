"""The tables picking owns. Nothing outside this context may import them."""

from wms.picking.history import PickingHistoryRecord
from wms.picking.idempotency import PickingIdempotencyRecord
from wms.picking.inbox import PickingInbox
from wms.picking.models.tasks import PickTask, PickTaskLine
from wms.picking.outbox import PickingEventLog, PickingOutbox

__all__ = [
    "PickTask",
    "PickTaskLine",
    "PickingEventLog",
    "PickingHistoryRecord",
    "PickingIdempotencyRecord",
    "PickingInbox",
    "PickingOutbox",
]
