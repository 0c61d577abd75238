"""Fill backorders from stock that became available."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from uuid import UUID

from django.db.models import F

from wms.inventory.catalogue.contracts.words import ReservationStatus
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.reservations.contracts.reservations import ReservationId
from wms.inventory.reservations.events.reservations import StockReservedEvent
from wms.inventory.reservations.models.backorders import (
    Backorder,
    QueuePlace,
    backorders_of,
    next_in_queue,
)
from wms.inventory.reservations.models.reservations import Reservation, ReservationLine
from wms.inventory.reservations.queries.reservations import lines_of
from wms.inventory.reservations.rules.backorders import Backordered, filled_of
from wms.inventory.stock.models.balances import BalanceChange
from wms.inventory.stock.rules import Tally
from wms.platform.batches import AT_ONCE

PAGE = 50


def fill_backorders(
    balance_ids: Collection[UUID],
    free: Mapping[UUID, int],
    require: Callable[[Iterable[UUID]], None],
) -> dict[UUID, BalanceChange]:
    """Make waiting reservations active while goods last; return what that changes.

    The balances that became free are held, and so are all others that are touched: ``require``
    sees to it. A queue is read page by page, so that its length does not matter.
    """
    left = dict(free)
    changes = Tally(BalanceChange())
    for page in _pages(balance_ids, left):
        backorders = backorders_of(page)
        require({balance_id for backorder in backorders.values() for balance_id in backorder})
        rows = {row.id: row for row in Reservation.objects.filter(id__in=page).locked()}
        waiters = [
            Backordered(each, backorders[each], takes_part=rows[each].takes_part)
            for each in page
            if rows[each].status == ReservationStatus.WAITING
        ]
        filled = filled_of(waiters, left)
        _activate(filled)
        for taken in filled.values():
            for balance_id, quantity in taken.items():
                left[balance_id] -= quantity
                changes.add(balance_id, BalanceChange(reserved=quantity))
    return changes


def _pages(balance_ids: Collection[UUID], left: Mapping[UUID, int]) -> Iterator[list[UUID]]:
    """Yield who is next in the queues of balances, in one order, until goods or queues end."""
    after: QueuePlace | None = None
    while True:
        heads = {
            turn
            for balance_id in balance_ids
            if left[balance_id] > 0
            for turn in next_in_queue(balance_id, left[balance_id], after=after, limit=PAGE)
        }
        page = sorted(heads)[:PAGE]
        if not page:
            return
        after = page[-1]
        yield [turn.reservation_id for turn in page]


def _activate(filled: Mapping[UUID, Mapping[UUID, int]]) -> None:
    """Make locked reservations active with what they get, and say so in the order of the queue."""
    if not filled:
        return
    _reserve_lines(filled)
    Backorder.objects.filter(reservation__in=list(filled)).delete()
    rows = Reservation.objects.filter(id__in=list(filled))
    rows.update(status=ReservationStatus.ACTIVE, version=F("version") + 1)
    by_id = {row.id: row for row in rows.all()}
    lines = lines_of(list(filled))
    InventoryOutbox.publish_all(
        (
            StockReservedEvent.of(
                by_id[each], reservation_id=ReservationId(each), lines=lines[each]
            ),
            by_id[each].version,
        )
        for each in filled
    )


def _reserve_lines(filled: Mapping[UUID, Mapping[UUID, int]]) -> None:
    """Give the lines what was taken for them, the first line first; one that gets nothing goes."""
    left = {
        (each, balance): units
        for each, backorder in filled.items()
        for balance, units in backorder.items()
    }
    rows = list(
        ReservationLine.objects.filter(reservation__in=list(filled)).order_by(
            "reservation_id", "line_no"
        )
    )
    for row in rows:
        key = (row.reservation_id, row.balance_id)
        row.promised = row.quantity = min(row.quantity, left.get(key, 0))
        left[key] = left.get(key, 0) - row.promised
    ReservationLine.objects.filter(id__in=[row.id for row in rows if not row.promised]).delete()
    ReservationLine.objects.bulk_update(
        [row for row in rows if row.promised], ["promised", "quantity"], batch_size=AT_ONCE
    )
