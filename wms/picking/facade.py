"""What picking does for others."""

from wms.picking.selectors.stops import (
    find_stops,
    list_open_stops,
)
from wms.picking.selectors.taken import taken
from wms.picking.selectors.tasks import (
    find_pick_task,
    get_pick_task,
    get_picked_lines,
    list_pick_tasks,
)
from wms.picking.services.cancel_pick_task import cancel_pick_task
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.place_pick_task import place_pick_task
from wms.picking.services.prepare_pick_task import prepare_pick_task
from wms.picking.services.prepare_wave import prepare_wave
from wms.picking.services.start_pick_task import start_pick_task

__all__ = [
    "cancel_pick_task",
    "claim_pick_task",
    "complete_pick_task",
    "confirm_picks",
    "find_pick_task",
    "find_stops",
    "get_pick_task",
    "get_picked_lines",
    "list_open_stops",
    "list_pick_tasks",
    "place_pick_task",
    "prepare_pick_task",
    "prepare_wave",
    "start_pick_task",
    "taken",
]
