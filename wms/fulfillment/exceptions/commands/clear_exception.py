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
    row = OperationalException.objects.locked_one(
        request.exception_id, of=request.client_id, missing=ExceptionNotFound
    )
    row.clear(by=request.actor, note=request.note)
    return describe_exception(row)
