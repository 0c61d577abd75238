"""The tables packing owns. Nothing outside this context may import them."""

from wms.packing.history import PackingHistoryRecord
from wms.packing.idempotency import PackingIdempotencyRecord
from wms.packing.models.cartons import Carton, CartonLine
from wms.packing.models.tasks import PackTask, PackTaskLine
from wms.packing.outbox import PackingEventLog, PackingOutbox

__all__ = [
    "Carton",
    "CartonLine",
    "PackTask",
    "PackTaskLine",
    "PackingEventLog",
    "PackingHistoryRecord",
    "PackingIdempotencyRecord",
    "PackingOutbox",
]
