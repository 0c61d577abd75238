"""Put an exception off."""

from django.utils import timezone

from wms.fulfillment.exceptions.contracts import exceptions as contracts
from wms.fulfillment.exceptions.contracts.exceptions import ExceptionNotFound, ExceptionStatus
from wms.fulfillment.exceptions.contracts.snoozes import (
    LONGEST_SNOOZE,
    ExceptionCleared,
    ImpossibleSnooze,
    SnoozeException,
)
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.queries.exceptions import describe_exception
from wms.platform.commands import command
from wms.platform.tenancy import facade as tenancy


@command
def snooze_exception(request: SnoozeException) -> contracts.OperationalException:
    """Leave an open exception open, and say until when nobody has to look, who says so and why.

    Raises:
        ExceptionNotFound: there is none, or not of this client.
        ExceptionCleared: nobody has to look any more.
        ImpossibleSnooze: the time is past, or more than 30 days ahead.
    """
    now = timezone.now()
    if not now < request.until <= now + LONGEST_SNOOZE:
        raise ImpossibleSnooze(f"an exception is put off for at most {LONGEST_SNOOZE.days} days")
    row = OperationalException.objects.locked_one(
        request.exception_id, of=request.client_id, missing=ExceptionNotFound
    )
    if row.status == ExceptionStatus.CLEARED:
        raise ExceptionCleared(f"{row} was cleared by {tenancy.name_of(row.cleared_by)}")
    row.snooze(until=request.until, by=request.actor, note=request.note)
    return describe_exception(row)
