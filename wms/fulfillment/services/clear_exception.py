"""Take something off the list of what a person must decide."""

from wms.fulfillment import contracts
from wms.fulfillment.contracts import ClearException, ExceptionNotFound
from wms.fulfillment.models import OperationalException
from wms.fulfillment.selectors.exceptions import describe_exception
from wms.platform.commands import command


@command
def clear_exception(command: ClearException) -> contracts.OperationalException:
    """Clear an exception; a cleared one stays as it is.

    Raises:
        ExceptionNotFound: there is none, or not of this client.
    """
    row = OperationalException.objects.locked().filter(exception_id=command.exception_id).first()
    if row is None or command.client_id not in {None, row.client_id}:
        raise ExceptionNotFound(f"there is no exception {command.exception_id}")
    row.clear(by=command.actor, note=command.note)
    return describe_exception(row)
