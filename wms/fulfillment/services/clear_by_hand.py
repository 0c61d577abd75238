"""Take something off the list because a person says so."""

from wms.fulfillment import contracts
from wms.fulfillment.contracts import ClearException, ExceptionNotFound, ExceptionStatus
from wms.fulfillment.kinds import LASTING
from wms.fulfillment.models import OperationalException
from wms.fulfillment.selectors.exceptions import describe_exception
from wms.fulfillment.snoozing import CauseLasts
from wms.platform.commands import command


@command
def clear_by_hand(command: ClearException) -> contracts.OperationalException:
    """Clear an exception that only a person can; a cleared one stays as it is.

    Raises:
        ExceptionNotFound: there is none, or not of this client.
        CauseLasts: it clears itself when its cause has ended, and not before.
    """
    row = OperationalException.objects.locked().filter(exception_id=command.exception_id).first()
    if row is None or command.client_id not in {None, row.client_id}:
        raise ExceptionNotFound(f"there is no exception {command.exception_id}")
    if row.status == ExceptionStatus.OPEN and row.kind in LASTING:
        raise CauseLasts(f"{row} lasts; snooze it, it clears itself")
    row.clear(by=command.actor, note=command.note)
    return describe_exception(row)
