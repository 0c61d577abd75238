"""Questions about what a person must decide."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from wms.fulfillment.exceptions.contracts import exceptions as contracts
from wms.fulfillment.exceptions.contracts.exceptions import (
    ExceptionFilter,
    ExceptionNotFound,
    ExceptionStatus,
)
from wms.fulfillment.exceptions.models import OperationalException
from wms.fulfillment.exceptions.rules.kinds import LASTING
from wms.kernel.ids import ClientId, OrderId
from wms.kernel.pages import Page, PageRequest
from wms.platform.paging.lists import newest_first, of_each


def get_exception(*, exception_id: UUID, client_id: ClientId) -> contracts.OperationalException:
    """Return an exception of a client.

    Raises:
        ExceptionNotFound: there is none, or not of this client.
    """
    row = OperationalException.objects.filter(
        exception_id=exception_id, client_id=client_id
    ).first()
    if row is None:
        raise ExceptionNotFound(f"there is no exception {exception_id}")
    return describe_exception(row)


def list_exceptions(
    *, client_id: ClientId, filters: ExceptionFilter, page: PageRequest
) -> Page[contracts.OperationalException]:
    """Return exceptions of a client, newest first."""
    rows = OperationalException.objects.filter(client_id=client_id)
    if filters.kind is not None:
        rows = rows.filter(kind=filters.kind)
    if filters.order_id is not None:
        rows = rows.filter(order_id=filters.order_id)
    if filters.snoozed is not None:
        snoozed = Q(snoozed_until__gt=timezone.now())
        rows = rows.open().filter(snoozed if filters.snoozed else ~snoozed)
    return newest_first(of_each(rows, "status", filters.status), page, describe_exception)


def find_open_exception(*, order_id: OrderId, kind: str) -> contracts.OperationalException | None:
    """Return the open exception of a kind that an order has, if it has one."""
    row = OperationalException.objects.open().filter(order_id=order_id, kind=kind).first()
    return None if row is None else describe_exception(row)


def describe_exception(row: OperationalException) -> contracts.OperationalException:
    """Return what callers may know of an exception."""
    return contracts.OperationalException(
        exception_id=row.exception_id,
        kind=row.kind,
        order_id=None if row.order_id is None else OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        subject=row.subject,
        message=row.message,
        status=ExceptionStatus(row.status),
        raised_at=row.raised_at,
        cleared_at=row.cleared_at,
        cleared_by=row.cleared_by,
        note=row.note,
        version=row.version,
        subject_id=row.subject_id,
        lasts=row.status == ExceptionStatus.OPEN and row.kind in LASTING,
        snoozed_until=row.snoozed_until,
        snoozed_by=row.snoozed_by,
    )
