"""The tables fulfillment owns."""

from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.idempotency import FulfillmentIdempotencyRecord
from wms.fulfillment.inbox import FulfillmentInbox
from wms.fulfillment.saga.models import Restart
from wms.fulfillment.verification.models import VerificationRun

__all__ = [
    "FulfillmentIdempotencyRecord",
    "FulfillmentInbox",
    "OperationalException",
    "Restart",
    "VerificationRun",
]
