"""Everything other contexts may ask of orders."""

from wms.orders.selectors.checks import reasons_to_refuse
from wms.orders.selectors.orders import get_order, get_order_status
from wms.orders.selectors.statuses import get_statuses
from wms.orders.services.cancel_order import cancel_order
from wms.orders.services.record_progress import record_progress
from wms.orders.services.record_validation import record_validation
from wms.orders.services.refuse_cancellation import refuse_cancellation
from wms.orders.services.request_cancellation import request_cancellation
from wms.orders.services.split_order import split_order
from wms.orders.services.unassign_wave import unassign_wave

__all__ = [
    "cancel_order",
    "get_order",
    "get_order_status",
    "get_statuses",
    "reasons_to_refuse",
    "record_progress",
    "record_validation",
    "refuse_cancellation",
    "request_cancellation",
    "split_order",
    "unassign_wave",
]
