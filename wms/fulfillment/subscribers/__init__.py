"""What fulfillment handles: sagas are signalled, and the list of exceptions follows."""

from wms.fulfillment.subscribers import exceptions, rejections, sagas, shortages
from wms.fulfillment.subscribers.group import subscriber

__all__ = ["exceptions", "rejections", "sagas", "shortages", "subscriber"]
