"""Clear what its context says is decided, in whichever order the news come."""

from django.utils import timezone

from wms.fulfillment.exceptions.contracts.exceptions import ExceptionStatus, SettleException
from wms.fulfillment.exceptions.models import OperationalException
from wms.platform.commands import command


@command
def settle_exception(request: SettleException) -> None:
    """Clear an exception; one that is cleared, by a person perhaps, stays as it is.

    One that is not known leaves a cleared row, so that a late raise finds it settled.
    """
    now = timezone.now()
    settled = OperationalException(
        exception_id=request.exception_id,
        kind=request.kind,
        order_id=request.order_id,
        client_id=request.client_id,
        subject=request.subject,
        subject_id=request.subject_id,
        # Never empty, and what it was about is not known.
        message="settled before it was raised",
        status=ExceptionStatus.CLEARED.value,
        raised_at=now,
        cleared_at=now,
        cleared_by=request.cleared_by,
        note=request.note[:500],
    )
    OperationalException.objects.bulk_create([settled], ignore_conflicts=True)
    rows = OperationalException.objects.filter(exception_id=request.exception_id)
    rows.locked().get().clear(by=request.cleared_by, note=request.note)
