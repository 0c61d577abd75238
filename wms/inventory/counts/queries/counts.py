"""Questions about counts."""

from uuid import UUID

from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.counts.contracts import counts as contracts
from wms.inventory.counts.contracts.counts import CountFilter, CountLine
from wms.inventory.counts.contracts.refused_counts import CountNotFound
from wms.inventory.work.contracts.counts import CountCause, CountId, CountStatus
from wms.inventory.work.models.counts import CycleCount, CycleCountLine
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.kernel.text import folded
from wms.platform.paging.lists import newest_first, of_each


def get_count(
    *, count_id: CountId | UUID, client_id: ClientId | None = None, for_approver: bool = False
) -> contracts.CycleCount:
    """Return a count; with its lines if it is posted, or if a supervisor has to decide on it.

    As long as anybody may still count, nobody is shown what was expected.

    Raises:
        CountNotFound: there is none, or not of this client.
    """
    rows = CycleCount.objects.of_client(client_id).filter(id=count_id)
    row = rows.select_related("location").first()
    if row is None:
        raise CountNotFound(f"there is no count {count_id}")
    shown = {CountStatus.POSTED.value}
    if for_approver:
        shown |= {CountStatus.COUNTED.value, CountStatus.CANCELLED.value}
    return describe_count(row, _lines(row) if row.status in shown else ())


def list_counts(
    *,
    client_id: ClientId | None,
    filters: CountFilter,
    page: PageRequest,
    warehouse_id: WarehouseId | None = None,
) -> Page[contracts.CycleCount]:
    """Return the counts of a client (None: of all), newest first, without their lines.

    Raises:
        InvalidCursor: no page of this list gave the cursor.
    """
    rows = CycleCount.objects.of_client(client_id).select_related("location")
    if warehouse_id is not None:
        rows = rows.filter(warehouse_id=warehouse_id)
    if filters.number is not None:
        rows = rows.filter(number=filters.number.strip().upper())
    if filters.cause:
        rows = rows.filter(cause__in=filters.cause)
    if filters.location is not None:
        rows = rows.filter(location__key=folded(filters.location))
    if filters.worker is not None:
        rows = rows.filter(worker=filters.worker)
    if filters.unfinished:
        rows = rows.unfinished()
    return newest_first(of_each(rows, "status", filters.status), page, describe_count)


def describe_count(row: CycleCount, lines: tuple[CountLine, ...] = ()) -> contracts.CycleCount:
    """Return what callers may know of a count."""
    return contracts.CycleCount(
        count_id=CountId(row.id),
        number=row.number,
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        location=row.location.code,
        cause=CountCause(row.cause),
        status=CountStatus(row.status),
        worker=row.worker,
        round_no=row.round_no,
        reason=row.reason,
        created_at=row.created_at,
        started_at=row.started_at,
        counted_at=row.counted_at,
        posted_at=row.posted_at,
        posted_by=row.posted_by,
        lines=lines,
    )


def _lines(row: CycleCount) -> tuple[CountLine, ...]:
    rows = CycleCountLine.objects.filter(count=row).select_related("sku")
    return tuple(
        CountLine(
            sku=line.sku.code,
            lot=line.lot,
            status=StockStatus(line.status),
            expected=line.expected,
            taken=line.taken,
            missing=line.missing,
            counted=line.counted,
            difference=line.difference,
            round_no=line.round_no,
        )
        for line in rows.order_by("round_no", "sku__code", "lot", "status")
    )
