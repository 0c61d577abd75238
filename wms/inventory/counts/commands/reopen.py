"""Book what a count found, and open its location again, under the same locks."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from wms.inventory.catalogue.contracts.words import BlockCause, StockStatus
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.handling.commands.asked_moves import AskedMove, asked
from wms.inventory.handling.commands.location_blocks import (
    lock_to_block,
    read_under_lock,
    set_blocked_with_balances,
)
from wms.inventory.handling.commands.post_moves import post_moves_locked
from wms.inventory.reservations.commands.locked_balances import LockedBalances, with_locked_balances
from wms.inventory.stock.commands.movements import Journal, Move
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.work.contracts.counts import CountCause
from wms.inventory.work.models.counts import CycleCount


def book_and_open(row: CycleCount, moves: Sequence[Move], journal: Journal) -> None:
    """Book moves at the location of a locked count; open it if nothing there is missing any more.

    A location that short picks have blocked is opened by the last count after any of them, or by
    any count when none of these is left. What a person has blocked a person opens.

    Raises:
        GoodsMissing: more would leave a stock unit than is there.
        StockClaimed: more would leave a stock unit than pickers have not taken already.
    """
    (location,) = lock_to_block([row.location_id])
    units = [end for each in moves for end in (each.source, each.target)]
    real = [unit for unit in units if isinstance(unit, StockUnit)]
    read_under_lock(unit.location for unit in real)
    may_open = location.blocked_for == BlockCause.SHORT_PICK and not _is_waited_for(row)
    needed = {unit.balance_id for unit in real}
    if may_open:
        here = StockUnit.objects.filter(location=location, on_hand__gt=0)
        needed |= set(here.values_list("balance_id", flat=True))
    if moves or may_open:
        with_locked_balances(
            needed, _book_and_open, row.location_id, asked(moves), journal, may_open=may_open
        )


def _book_and_open(
    balances: LockedBalances,
    location_id: UUID,
    moves: Sequence[AskedMove],
    journal: Journal,
    *,
    may_open: bool,
) -> None:
    if moves:
        post_moves_locked(balances, moves, journal, reallocates=True)
    if may_open and not still_missing(location_id).exists():
        location = Location.objects.get(id=location_id)
        set_blocked_with_balances(balances, location, None, f"{location} was counted")


def still_missing(location_id: UUID) -> QuerySet[StockUnit]:
    """Return the goods, whosever they are, that are missing at a location."""
    return StockUnit.objects.filter(location=location_id, status=StockStatus.MISSING, on_hand__gt=0)


def _is_waited_for(row: CycleCount) -> bool:
    """Return whether another count is to be made before the location may be open again."""
    others = CycleCount.objects.unfinished().filter(
        location=row.location_id, cause=CountCause.SHORT_PICK
    )
    return others.exclude(id=row.id).exists()
