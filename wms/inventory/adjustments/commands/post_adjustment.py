"""How an adjustment is booked, by whoever may decide that it is."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from wms.inventory.adjustments.commands.journals import journal_of
from wms.inventory.adjustments.models import Adjustment
from wms.inventory.adjustments.queries.adjustments import lines_of_adjustment
from wms.inventory.adjustments.rules import check_age
from wms.inventory.catalogue.contracts.refusals import GoodsMissing, StockClaimed
from wms.inventory.catalogue.contracts.words import AdjustmentStatus, MovementCause, VirtualLocation
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.handling.commands.post_moves import post_moves
from wms.inventory.handling.commands.serials import check_found, check_serials, lock_serials
from wms.inventory.handling.commands.stock_lines import NamedStock, check_staged_stock, units_of
from wms.inventory.handling.contracts.adjustment_lines import AdjustmentLine
from wms.inventory.handling.events.adjustments import StockAdjustedEvent
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.stock.commands.movements import Move
from wms.inventory.stock.models.stock import StockUnit
from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.tenancy import facade as tenancy


def adjusted_units(row: Adjustment) -> list[StockUnit]:
    """Return, for every line, the stock unit it is about, as it would be made.

    Raises:
        SkuNotFound: the client has no such SKU.
        LocationNotFound: the warehouse has no such location.
        LotNotFound: there never were goods of this lot.
        LotExpired: goods are said to be found usable that are too old.
        LotMissing: goods that are kept by lot or serial are found without one.
        SerialNotSingle: several units are found under one serial.
    """
    lines = lines_of_adjustment(row)
    warehouse_id = WarehouseId(row.warehouse_id)
    units = units_of(
        ClientId(row.client_id),
        warehouse_id,
        [NamedStock(each.sku, each.location, each.lot, each.status) for each in lines],
    )
    today = tenancy.day_at(warehouse_id=warehouse_id, instant=timezone.now())
    for line, unit in zip(lines, units, strict=True):
        if line.quantity > 0:
            check_age(line.status, unit.expires_on, today)
            check_found(unit, line.quantity)
    return units


def check_possible(row: Adjustment, units: Sequence[StockUnit]) -> None:
    """Check, without a lock, that an adjustment could be booked now.

    Raises:
        GoodsMissing: more is said to be lost than is there.
        StockClaimed: more than is not allocated for orders, and nothing is to be forced.
    """
    there = {
        unit.key: unit
        for unit in StockUnit.objects.filter(
            sku__in={unit.sku_id for unit in units},
            location__in={unit.location_id for unit in units},
        )
    }
    for line, wanted in zip(lines_of_adjustment(row), units, strict=True):
        unit = there.get(wanted.key, wanted)
        if -line.quantity > unit.on_hand:
            raise GoodsMissing(f"only {unit.on_hand} units are at {line.location}")
        if -line.quantity > unit.free and not row.force:
            raise StockClaimed(f"only {unit.free} units at {line.location} are not allocated")


def post(row: Adjustment, units: Sequence[StockUnit], *, force: bool) -> None:
    """Book the lines against the virtual location ``adjustment``, and say so; the row is locked.

    With ``force``, allocations on goods that are lost are moved to other goods.

    Raises:
        GoodsMissing: more is said to be lost than is there.
        StockClaimed: goods are allocated or were picked for orders.
        SerialKnown: a unit with a serial is found that is in stock already.
    """
    lines = lines_of_adjustment(row)
    actor = row.decided_by or row.actor
    journal = replace(journal_of(row), occurred_at=timezone.now(), actor=actor)
    nowhere = Location.objects.virtual(row.warehouse_id, VirtualLocation.ADJUSTMENT)
    moves = [
        _move(row, number, line, unit, nowhere)
        for number, (line, unit) in enumerate(zip(lines, units, strict=True), start=1)
    ]
    found = [unit for unit, line in zip(units, lines, strict=True) if line.quantity > 0]
    lost = [unit for unit, line in zip(units, lines, strict=True) if line.quantity < 0]
    lock_serials(found)
    post_moves(moves, journal, reallocates=force)
    check_serials(found)
    check_staged_stock(lost)
    row.become(AdjustmentStatus.POSTED)
    row.version += 1
    InventoryOutbox.publish(
        StockAdjustedEvent.of(
            row, change_id=row.id, cause=MovementCause.ADJUSTMENT, lines=lines, actor=actor
        ),
        sequence=row.version,
    )


def _move(
    row: Adjustment, number: int, line: AdjustmentLine, unit: StockUnit, nowhere: Location
) -> Move:
    is_found = line.quantity > 0
    return Move(
        source=nowhere if is_found else unit,
        target=unit if is_found else nowhere,
        quantity=abs(line.quantity),
        idempotency_key=f"adjustment/{row.id}/{number}",
        cause=MovementCause.ADJUSTMENT,
        reason=row.reason_code,
    )
