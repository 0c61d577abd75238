"""The tables packing owns. Nothing outside this context may import them."""

from wms.packing.models.cartons import Carton, CartonLine
from wms.packing.models.outbox import PackingEventLog, PackingOutbox
from wms.packing.models.tasks import PackTask, PackTaskLine

__all__ = [
    "Carton",
    "CartonLine",
    "PackTask",
    "PackTaskLine",
    "PackingEventLog",
    "PackingOutbox",
]
