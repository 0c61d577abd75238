"""Everything other contexts may ask of waving."""

from wms.waving.selectors.candidates import get_queued_order
from wms.waving.services.queue_order import queue_order
from wms.waving.services.release_due_waves import release_due_waves
from wms.waving.services.release_wave import release_wave
from wms.waving.services.withdraw_order import withdraw_order

__all__ = [
    "get_queued_order",
    "queue_order",
    "release_due_waves",
    "release_wave",
    "withdraw_order",
]
