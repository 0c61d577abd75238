"""Let an old month leave the ledger."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from wms.inventory.catalogue.contracts.refusals import LocationDiffers
from wms.inventory.catalogue.contracts.words import VirtualLocation
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.stock.contracts.ledger import (
    ClosedLedgerMonth,
    CloseLedgerMonth,
    MonthBeforeIsOpen,
    MonthNotFound,
    MonthNotOver,
)
from wms.inventory.stock.models.balances import StockBalance
from wms.inventory.stock.models.closings import (
    hold_month,
    refuse_lines_before,
    take_turns,
    write_opening_lines,
)
from wms.inventory.stock.models.ledger import LedgerClosing, StockMovement, end_of_month
from wms.platform.commands import command
from wms.platform.partitions import detach_month, make_month, months_of, partition_of
from wms.platform.tables import shown


@command(limit=timedelta(hours=2))
def close_ledger_month(request: CloseLedgerMonth) -> ClosedLedgerMonth:
    """Carry the balances of a month on as opening lines and detach its partition.

    What the month held stays in a table of its own, for an operator to keep elsewhere. The same
    month again changes nothing. ``close_balance_history`` lets the history of balances follow.

    Raises:
        MonthNotOver: it is the running month, or the one before.
        MonthBeforeIsOpen: an older month is still in the ledger.
        MonthNotFound: the ledger has no line of it.
        LocationDiffers: a real location of a warehouse is called ``opening``.
    """
    take_turns()
    month = request.month.replace(day=1)
    closed = LedgerClosing.objects.filter(month=month).first()
    if closed is not None:
        return _describe(closed)
    ends_at = end_of_month(month)
    partition = _partition_of(month, ends_at)
    movements = hold_month(partition)
    _make_virtual_locations()
    opening_lines = write_opening_lines(partition, f"{month:%Y-%m}", ends_at, request.actor)
    row = LedgerClosing.objects.create(
        month=month,
        movements=movements,
        opening_lines=opening_lines,
        table=shown(detach_month(StockMovement, month)),
        actor=request.actor,
    )
    refuse_lines_before(ends_at)
    return _describe(row)


def _partition_of(month: date, ends_at: datetime) -> str:
    """Return the partition of a month that may leave; what the default one caught is in it."""
    if end_of_month(ends_at.date()) > timezone.now():
        raise MonthNotOver(f"{month:%Y-%m} can leave when the month after it is over as well")
    there = months_of(StockMovement)
    begins_at = datetime(month.year, month.month, 1, tzinfo=UTC)
    older = StockMovement.objects.filter(occurred_at__lt=begins_at)
    if (there and there[0] < month) or older.exists():
        raise MonthBeforeIsOpen(f"a month before {month:%Y-%m} is still in the ledger")
    if month in there:
        return partition_of(StockMovement, month)
    if not StockMovement.objects.filter(occurred_at__lt=ends_at).exists():
        raise MonthNotFound(f"the ledger has no line of {month:%Y-%m}")
    return make_month(StockMovement, month)


def _make_virtual_locations() -> None:
    warehouses = StockBalance.objects.order_by("warehouse_id").values_list(
        "warehouse_id", flat=True
    )
    for warehouse_id in warehouses.distinct():
        place = Location.objects.virtual(warehouse_id, VirtualLocation.OPENING)
        if place.kind != VirtualLocation.OPENING:
            raise LocationDiffers(f"{place.code} is the name of a location of another kind")


def _describe(row: LedgerClosing) -> ClosedLedgerMonth:
    return ClosedLedgerMonth(
        month=row.month,
        movements=row.movements,
        opening_lines=row.opening_lines,
        table=row.table,
    )
