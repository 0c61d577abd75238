"""Take something off the list of what a person must decide."""

from wms.fulfillment.exceptions.contracts import exceptions as contracts
from wms.fulfillment.exceptions.contracts.exceptions import ClearException, ExceptionNotFound
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.queries.exceptions import describe_exception
from wms.platform.commands import command


@command
def clear_exception(request: ClearException) -> contracts.OperationalException:
    """Clear an exception; a cleared one stays as it is.

    Raises:
        ExceptionNotFound: there is none, or not of this client.
    """
    row = OperationalException.objects.locked().filter(exception_id=request.exception_id).first()
    if row is None or request.client_id not in {None, row.client_id}:
        raise ExceptionNotFound(f"there is no exception {request.exception_id}")
    row.clear(by=request.actor, note=request.note)
    return describe_exception(row)
