"""Questions about adjustments."""

from uuid import UUID

from pydantic import TypeAdapter

from wms.inventory.adjustments.contracts import adjustments as contracts
from wms.inventory.adjustments.contracts.adjustments import AdjustmentFilter
from wms.inventory.adjustments.contracts.refused_changes import AdjustmentNotFound
from wms.inventory.adjustments.models import Adjustment
from wms.inventory.catalogue.contracts.words import AdjustmentReason, AdjustmentStatus
from wms.inventory.handling.contracts.adjustment_lines import AdjustmentLine
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.platform.paging.lists import newest_first

ADJUSTMENT_LINES = TypeAdapter(tuple[AdjustmentLine, ...])


def get_adjustment(*, client_id: ClientId, adjustment_id: UUID) -> contracts.Adjustment:
    """Return an adjustment of a client.

    Raises:
        AdjustmentNotFound: the client has no such adjustment.
    """
    row = Adjustment.objects.filter(client_id=client_id, id=adjustment_id).first()
    if row is None:
        raise AdjustmentNotFound(f"there is no adjustment {adjustment_id}")
    return describe_adjustment(row)


def list_adjustments(
    *,
    client_id: ClientId,
    filters: AdjustmentFilter,
    page: PageRequest,
    warehouse_id: WarehouseId | None = None,
) -> Page[contracts.Adjustment]:
    """Return adjustments of a client, newest first."""
    rows = Adjustment.objects.filter(client_id=client_id)
    if warehouse_id is not None:
        rows = rows.filter(warehouse_id=warehouse_id)
    if filters.reference is not None:
        rows = rows.filter(reference=filters.reference)
    if filters.status:
        rows = rows.filter(status__in=filters.status)
    return newest_first(rows, page, describe_adjustment)


def lines_of_adjustment(row: Adjustment) -> tuple[AdjustmentLine, ...]:
    """Return the lines of an adjustment as they were asked for."""
    return ADJUSTMENT_LINES.validate_python(row.lines, strict=False)


def describe_adjustment(row: Adjustment) -> contracts.Adjustment:
    """Return what callers may know of an adjustment."""
    return contracts.Adjustment(
        adjustment_id=row.id,
        warehouse_id=WarehouseId(row.warehouse_id),
        reference=row.reference,
        status=AdjustmentStatus(row.status),
        reason_code=AdjustmentReason(row.reason_code),
        note=row.note,
        force=row.force,
        units=row.units,
        worth=dict(row.worth),
        asked_by=row.actor,
        asked_at=row.created_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        decision=row.decision,
        lines=lines_of_adjustment(row),
    )
