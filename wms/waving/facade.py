"""Everything other contexts may ask of waving."""

from wms.waving.selectors.candidates import get_queued_order
from wms.waving.selectors.waves import get_wave, list_waves
from wms.waving.services.add_orders import add_orders
from wms.waving.services.cancel_wave import cancel_wave
from wms.waving.services.note_candidate import note_candidate
from wms.waving.services.note_split import note_split
from wms.waving.services.note_task_ended import note_task_ended
from wms.waving.services.note_task_started import note_task_started
from wms.waving.services.plan_wave import plan_wave
from wms.waving.services.queue_order import queue_order
from wms.waving.services.release_due_waves import release_due_waves
from wms.waving.services.release_wave import release_wave
from wms.waving.services.remove_order import remove_order
from wms.waving.services.request_release import request_release
from wms.waving.services.withdraw_order import withdraw_order

__all__ = [
    "add_orders",
    "cancel_wave",
    "get_queued_order",
    "get_wave",
    "list_waves",
    "note_candidate",
    "note_split",
    "note_task_ended",
    "note_task_started",
    "plan_wave",
    "queue_order",
    "release_due_waves",
    "release_wave",
    "remove_order",
    "request_release",
    "withdraw_order",
]
