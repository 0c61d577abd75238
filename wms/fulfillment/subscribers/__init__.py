"""What fulfillment hears: sagas are told of it, and the list of exceptions follows it."""

from wms.fulfillment.subscribers import exceptions, lost_goods, rejections, sagas
from wms.fulfillment.subscribers.group import subscriber

__all__ = ["exceptions", "lost_goods", "rejections", "sagas", "subscriber"]
