"""What fulfillment does for others: people and programs outside."""

from wms.fulfillment.selectors.exceptions import (
    find_open_exception,
    get_exception,
    list_exceptions,
)
from wms.fulfillment.services.cancel_fulfillment import cancel_fulfillment
from wms.fulfillment.services.clear_exception import clear_exception
from wms.fulfillment.services.raise_exception import raise_exception

__all__ = [
    "cancel_fulfillment",
    "clear_exception",
    "find_open_exception",
    "get_exception",
    "list_exceptions",
    "raise_exception",
]
