"""Pages of fulfillment for people."""

from wms.fulfillment.admin.exceptions import OperationalExceptionAdmin
from wms.fulfillment.saga.admin.restarted import RestartAdmin
from wms.fulfillment.verification.admin import VerificationRunAdmin

__all__ = ["OperationalExceptionAdmin", "RestartAdmin", "VerificationRunAdmin"]
