"""What fulfillment does for others: people and programs outside."""

from wms.fulfillment.selectors.exceptions import (
    find_open_exception,
    get_exception,
    list_exceptions,
)
from wms.fulfillment.selectors.rejecting import check_order
from wms.fulfillment.selectors.runs import (
    get_last_run,
)
from wms.fulfillment.services.cancel_fulfillment import cancel_fulfillment
from wms.fulfillment.services.clear_by_hand import clear_by_hand
from wms.fulfillment.services.clear_exception import clear_exception
from wms.fulfillment.services.note_lost_goods import note_lost_goods
from wms.fulfillment.services.note_short_walk import note_short_walk
from wms.fulfillment.services.raise_exception import raise_exception
from wms.fulfillment.services.repair_difference import (
    repair_difference,
)
from wms.fulfillment.services.report_troubles import report_troubles
from wms.fulfillment.services.restart_fulfillment import restart_fulfillment
from wms.fulfillment.services.review_lost_goods import review_lost_goods
from wms.fulfillment.services.run_verification import (
    run_verification,
)
from wms.fulfillment.services.settle_exception import settle_exception
from wms.fulfillment.services.ship_short import ship_short
from wms.fulfillment.services.snooze_exception import snooze_exception
from wms.fulfillment.services.verify_changes import verify_changes
from wms.fulfillment.services.verify_everything import (
    verify_everything,
)
from wms.fulfillment.services.watch_runs import watch_runs

__all__ = [
    "cancel_fulfillment",
    "check_order",
    "clear_by_hand",
    "clear_exception",
    "find_open_exception",
    "get_exception",
    "get_last_run",
    "list_exceptions",
    "note_lost_goods",
    "note_short_walk",
    "raise_exception",
    "repair_difference",
    "report_troubles",
    "restart_fulfillment",
    "review_lost_goods",
    "run_verification",
    "settle_exception",
    "ship_short",
    "snooze_exception",
    "verify_changes",
    "verify_everything",
    "watch_runs",
]
