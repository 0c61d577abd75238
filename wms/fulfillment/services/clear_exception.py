"""Take something off the list of what a person must decide."""

from django.utils import timezone

from wms.fulfillment import contracts
from wms.fulfillment.contracts import ClearException, ExceptionNotFound, ExceptionStatus
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
    if row.status == ExceptionStatus.OPEN:
        row.status = ExceptionStatus.CLEARED
        row.cleared_at = timezone.now()
        row.cleared_by = command.cleared_by
        row.note = command.note
        row.version += 1
        row.save(update_fields=["status", "cleared_at", "cleared_by", "note", "version"])
    return describe_exception(row)
