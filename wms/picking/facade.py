"""What picking does for others."""

from wms.picking.selectors.stops import find_stops, list_open_stops
from wms.picking.selectors.taken import taken
from wms.picking.selectors.tasks import find_pick_task, get_picked_lines
from wms.picking.services.cancel_pick_task import cancel_pick_task
from wms.picking.services.place_pick_task import place_pick_task
from wms.picking.services.prepare_pick_task import prepare_pick_task

__all__ = [
    "cancel_pick_task",
    "find_pick_task",
    "find_stops",
    "get_picked_lines",
    "list_open_stops",
    "place_pick_task",
    "prepare_pick_task",
    "taken",
]
