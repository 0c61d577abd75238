"""The states of an exception, and which may follow which."""

from wms.fulfillment.exceptions.contracts.exceptions import ExceptionStatus
from wms.fulfillment.exceptions.contracts.snoozes import ExceptionCleared
from wms.kernel.transitions import Transitions

EXCEPTION_TRANSITIONS = Transitions(
    ExceptionCleared,
    {ExceptionStatus.OPEN: {ExceptionStatus.CLEARED}, ExceptionStatus.CLEARED: ()},
)
