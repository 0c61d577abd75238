"""Clear what its context says is decided, in whichever order the news come."""

from django.utils import timezone

from wms.fulfillment.exceptions.contracts.exceptions import ExceptionStatus, SettleException
from wms.fulfillment.exceptions.models import OperationalException
from wms.platform.commands import command


@command
def settle_exception(command: SettleException) -> None:
    """Clear an exception; one that is cleared, by a person perhaps, stays as it is.

    One that is not known leaves a cleared row, so that a late raise finds it settled.
    """
    now = timezone.now()
    settled = OperationalException(
        exception_id=command.exception_id,
        kind=command.kind,
        order_id=command.order_id,
        client_id=command.client_id,
        subject=command.subject,
        subject_id=command.subject_id,
        # Never empty, and what it was about is not known.
        message="settled before it was raised",
        status=ExceptionStatus.CLEARED.value,
        raised_at=now,
        cleared_at=now,
        cleared_by=command.cleared_by,
        note=command.note[:500],
    )
    OperationalException.objects.bulk_create([settled], ignore_conflicts=True)
    rows = OperationalException.objects.filter(exception_id=command.exception_id)
    rows.locked().get().clear(by=command.cleared_by, note=command.note)
