"""Put something before a person."""

from wms.fulfillment.exceptions.contracts import exceptions as contracts
from wms.fulfillment.exceptions.contracts.exceptions import RaiseException
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.queries.exceptions import describe_exception
from wms.platform.commands import command


@command
def raise_exception(request: RaiseException) -> contracts.OperationalException:
    """Open an exception; one that was raised before, or is open of this kind, is the answer."""
    raised = OperationalException(
        exception_id=request.exception_id,
        kind=request.kind,
        order_id=request.order_id,
        client_id=request.client_id,
        subject=request.subject,
        subject_id=request.subject_id,
        message=request.message[:500],
    )
    while True:
        OperationalException.objects.bulk_create([raised], ignore_conflicts=True)
        rows = OperationalException.objects.all()
        found = (
            rows.filter(exception_id=request.exception_id).first()
            or rows.in_the_way_of(raised).first()
        )
        # None if the one in the way was cleared between the two statements.
        if found is not None:
            return describe_exception(found)
