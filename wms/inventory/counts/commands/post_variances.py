"""Book what a count found."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from wms.inventory.catalogue.contracts.words import (
    MovementCause,
    ReasonCode,
    StockStatus,
    VirtualLocation,
)
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.catalogue.rules.expiry import status_on
from wms.inventory.counts.commands.reopen import book_and_open, still_missing
from wms.inventory.counts.contracts.counts import PostedLine
from wms.inventory.counts.events import CountPostedEvent
from wms.inventory.counts.rules.variances import Settlement, Shelf, settle
from wms.inventory.handling.commands.serials import check_serials, lock_serials
from wms.inventory.handling.commands.stock_lines import NamedStock, units_of
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.stock.commands.movements import Journal, Move
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.work.commands.open_counts import open_counts
from wms.inventory.work.contracts.counts import CountCause, CountId, CountStatus
from wms.inventory.work.models.counts import CycleCount, CycleCountLine
from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.tenancy import facade as tenancy


@dataclass(frozen=True, kw_only=True)
class _Places:
    """The stock units that a line is about, as they are or would be made."""

    goods: StockUnit
    surplus: StockUnit
    missing: StockUnit


def post(row: CycleCount, lines: Sequence[CycleCountLine], *, actor: str, now: datetime) -> None:
    """Book the differences of a locked count, say so, and save it.

    What is booked is so many units more or less than when it was counted: picks that were booked
    meanwhile make no difference, and what pickers missed meanwhile is not lost twice. Claims on
    goods that are not there go to other goods. A location that a short pick has blocked is open
    again, unless more was found missing meanwhile: then it is to be counted again.

    Raises:
        GoodsMissing: fewer units are left than are to be taken off the books.
        StockClaimed: pickers have taken more meanwhile than would be left.
        SerialKnown: a unit with a serial is found that is in stock elsewhere.
    """
    missed = _missed_since(row, lines)
    settled = [(line, settle(_shelf(line), line.counted, missed[line.id])) for line in lines]
    moves = _all_moves(row, settled, now)
    found = [each.target for each in moves if isinstance(each.target, StockUnit)]
    journal = Journal(
        client_id=row.client_id,
        warehouse_id=row.warehouse_id,
        occurred_at=now,
        actor=actor,
        reference=row.number,
    )
    lock_serials(found)
    book_and_open(row, moves, journal)
    check_serials(found)
    Location.objects.filter(id=row.location_id).update(counted_at=now)
    row.become(CountStatus.POSTED)
    row.posted_at, row.posted_by = now, actor
    row.version += 1
    InventoryOutbox.publish(_fact(row, settled), sequence=row.version)
    row.save()
    if still_missing(row.location_id).filter(balance__client_id=row.client_id).exists():
        again = CycleCount(
            client_id=row.client_id,
            warehouse_id=row.warehouse_id,
            location_id=row.location_id,
            cause=CountCause.SHORT_PICK.value,
            created_by=actor,
        )
        open_counts([again])


def _all_moves(
    row: CycleCount, settled: Sequence[tuple[CycleCountLine, Settlement]], now: datetime
) -> list[Move]:
    differing = [(line, what) for line, what in settled if what.units]
    today = tenancy.day_at(warehouse_id=WarehouseId(row.warehouse_id), instant=now)
    places = _places(row, [line for line, _what in differing], today)
    adjustment = Location.objects.virtual(row.warehouse_id, VirtualLocation.ADJUSTMENT)
    return [
        move for line, what in differing for move in _moves(line, what, places[line.id], adjustment)
    ]


def _missed_since(row: CycleCount, lines: Sequence[CycleCountLine]) -> dict[UUID, int]:
    """Return for each line how many more of its goods are missing than when it was counted.

    What pickers had confirmed by then was not asked of the count, and may be booked as missing
    since. Which part of it was is not known: if in doubt, goods stay missing and are counted again.
    """
    missing = Counter[tuple[UUID, str]]()
    for unit in still_missing(row.location_id).filter(balance__client_id=row.client_id):
        missing[unit.sku_id, unit.lot] += unit.on_hand
    for line in lines:
        missing[line.sku_id, line.lot] -= line.missing + line.taken
    # Only usable goods are claimed, and so can be missed.
    return {
        line.id: max(missing[line.sku_id, line.lot], 0) if line.status == StockStatus.USABLE else 0
        for line in lines
    }


def _shelf(line: CycleCountLine) -> Shelf:
    return Shelf(expected=line.expected, taken=line.taken, missing=line.missing)


def _moves(
    line: CycleCountLine, what: Settlement, places: _Places, adjustment: Location
) -> Iterator[Move]:
    ways = (
        ("found", places.missing, places.surplus, what.found),
        ("gained", adjustment, places.surplus, what.gained),
        ("written-off", places.missing, adjustment, what.written_off),
        ("lost", places.goods, adjustment, what.lost),
    )
    for name, source, target, quantity in ways:
        if quantity:
            yield Move(
                source=source,
                target=target,
                quantity=quantity,
                idempotency_key=f"count/{line.id}/{name}",
                cause=MovementCause.COUNT,
                reason=ReasonCode.COUNT_DIFFERENCE.value,
            )


def _places(row: CycleCount, lines: Sequence[CycleCountLine], today: date) -> dict[UUID, _Places]:
    statuses = [(line, StockStatus(line.status)) for line in lines]
    units = units_of(
        ClientId(row.client_id),
        WarehouseId(row.warehouse_id),
        [
            NamedStock(line.sku.code, row.location.code, line.lot, each)
            for line, status in statuses
            for each in (status, StockStatus.MISSING)
        ],
    )
    return {
        line.id: _Places(goods=goods, surplus=_found_on(today, goods), missing=missing)
        for line, goods, missing in zip(lines, units[::2], units[1::2], strict=True)
    }


def _found_on(today: date, goods: StockUnit) -> StockUnit:
    """Return the stock unit of such goods that are found: too old ones are not usable by that."""
    status = status_on(today, goods.expires_on)
    if goods.status != StockStatus.USABLE or status is StockStatus.USABLE:
        return goods
    return StockUnit(
        balance_id=goods.balance_id,
        sku=goods.sku,
        location=goods.location,
        lot=goods.lot,
        expires_on=goods.expires_on,
        status=status.value,
    )


def _fact(row: CycleCount, settled: list[tuple[CycleCountLine, Settlement]]) -> CountPostedEvent:
    return CountPostedEvent.of(
        row,
        count_id=CountId(row.id),
        location=row.location.code,
        lines=tuple(
            PostedLine(
                sku=line.sku.code,
                lot=line.lot,
                status=StockStatus(line.status),
                counted=line.counted,
                difference=line.difference,
                found=what.found,
                gained=what.gained,
                lost=what.lost + what.written_off,
            )
            for line, what in settled
        ),
    )
