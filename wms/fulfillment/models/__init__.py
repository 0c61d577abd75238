"""The tables fulfillment owns."""

from wms.fulfillment.models.exceptions import OperationalException
from wms.fulfillment.models.inbox import FulfillmentInbox

__all__ = ["FulfillmentInbox", "OperationalException"]
