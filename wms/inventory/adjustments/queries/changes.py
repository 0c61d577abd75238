"""Questions about transfers and changes of status."""

from typing import TypeVar

from django.db.models import QuerySet
from pydantic import TypeAdapter

from wms.inventory.adjustments.contracts import changes as contracts
from wms.inventory.adjustments.contracts.changes import ChangeFilter, StatusLine, TransferLine
from wms.inventory.adjustments.models import Change, StatusChange, Transfer
from wms.inventory.catalogue.contracts.words import StatusChangeReason
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.platform.paging.lists import newest_first

TRANSFER_LINES = TypeAdapter(tuple[TransferLine, ...])
STATUS_LINES = TypeAdapter(tuple[StatusLine, ...])

ChangeT = TypeVar("ChangeT", bound=Change)


def list_transfers(
    *,
    client_id: ClientId,
    filters: ChangeFilter,
    page: PageRequest,
    warehouse_id: WarehouseId | None = None,
) -> Page[contracts.Transfer]:
    """Return transfers of a client, newest first."""
    rows = Transfer.objects.filter(client_id=client_id)
    return newest_first(_narrowed(rows, filters, warehouse_id), page, describe_transfer)


def list_status_changes(
    *,
    client_id: ClientId,
    filters: ChangeFilter,
    page: PageRequest,
    warehouse_id: WarehouseId | None = None,
) -> Page[contracts.StatusChange]:
    """Return changes of status of a client's goods, newest first."""
    rows = StatusChange.objects.filter(client_id=client_id)
    return newest_first(_narrowed(rows, filters, warehouse_id), page, describe_status_change)


def _narrowed(
    rows: QuerySet[ChangeT], filters: ChangeFilter, warehouse_id: WarehouseId | None
) -> QuerySet[ChangeT]:
    if warehouse_id is not None:
        rows = rows.filter(warehouse_id=warehouse_id)
    if filters.reference is not None:
        rows = rows.filter(reference=filters.reference)
    return rows


def describe_transfer(row: Transfer) -> contracts.Transfer:
    """Return what callers may know of a transfer."""
    return contracts.Transfer(
        transfer_id=row.id,
        warehouse_id=WarehouseId(row.warehouse_id),
        reference=row.reference,
        actor=row.actor,
        note=row.note,
        moved_at=row.created_at,
        lines=TRANSFER_LINES.validate_python(row.lines, strict=False),
    )


def describe_status_change(row: StatusChange) -> contracts.StatusChange:
    """Return what callers may know of a change of status."""
    return contracts.StatusChange(
        change_id=row.id,
        warehouse_id=WarehouseId(row.warehouse_id),
        reference=row.reference,
        reason_code=StatusChangeReason(row.reason_code),
        actor=row.actor,
        note=row.note,
        changed_at=row.created_at,
        lines=STATUS_LINES.validate_python(row.lines, strict=False),
    )
