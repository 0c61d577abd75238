"""Put something before a person."""

from wms.fulfillment.exceptions.contracts import exceptions as contracts
from wms.fulfillment.exceptions.contracts.exceptions import RaiseException
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.queries.exceptions import describe_exception
from wms.platform.commands import command


@command
def raise_exception(command: RaiseException) -> contracts.OperationalException:
    """Open an exception; one that was raised before, or is open of this kind, is the answer."""
    raised = OperationalException(
        exception_id=command.exception_id,
        kind=command.kind,
        order_id=command.order_id,
        client_id=command.client_id,
        subject=command.subject,
        subject_id=command.subject_id,
        message=command.message[:500],
    )
    while True:
        OperationalException.objects.bulk_create([raised], ignore_conflicts=True)
        rows = OperationalException.objects.all()
        found = (
            rows.filter(exception_id=command.exception_id).first()
            or rows.in_the_way_of(raised).first()
        )
        # None if the one in the way was cleared between the two statements.
        if found is not None:
            return describe_exception(found)
