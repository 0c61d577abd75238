"""The tables fulfillment owns."""

from wms.fulfillment.inbox import FulfillmentInbox
from wms.fulfillment.models.exceptions import OperationalException
from wms.fulfillment.models.restarts import Restart
from wms.fulfillment.models.runs import VerificationRun

__all__ = ["FulfillmentInbox", "OperationalException", "Restart", "VerificationRun"]
