"""Everything other contexts may ask of waving."""

from wms.waving.selectors.candidates import get_queued_order
from wms.waving.services.queue_order import queue_order
from wms.waving.services.withdraw_order import withdraw_order

__all__ = [
    "get_queued_order",
    "queue_order",
    "withdraw_order",
]
