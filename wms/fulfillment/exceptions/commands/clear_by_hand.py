"""Take something off the list because a person says so."""

from wms.fulfillment.exceptions.contracts import exceptions as contracts
from wms.fulfillment.exceptions.contracts.exceptions import (
    ClearException,
    ExceptionNotFound,
    ExceptionStatus,
)
from wms.fulfillment.exceptions.contracts.snoozes import CauseLasts
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.queries.exceptions import describe_exception
from wms.fulfillment.exceptions.rules.kinds import LASTING
from wms.platform.commands import command


@command
def clear_by_hand(request: ClearException) -> contracts.OperationalException:
    """Clear an exception that only a person can; a cleared one stays as it is.

    Raises:
        ExceptionNotFound: there is none, or not of this client.
        CauseLasts: it clears itself when its cause has ended, and not before.
    """
    row = OperationalException.objects.locked_one(
        request.exception_id, of=request.client_id, missing=ExceptionNotFound
    )
    if row.status == ExceptionStatus.OPEN and row.kind in LASTING:
        raise CauseLasts(f"{row} lasts; snooze it, it clears itself")
    row.clear(by=request.actor, note=request.note)
    return describe_exception(row)
