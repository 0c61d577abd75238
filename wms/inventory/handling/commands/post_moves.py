"""Goods that move without an order: everybody's way to change what lies where.

Balances, reservations, allocations, stock units and the ledger change together, under locks taken
in the one order.
"""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from wms.inventory.catalogue.contracts.refusals import GoodsMissing, StockClaimed
from wms.inventory.handling.commands.asked_moves import AskedMove, asked, made
from wms.inventory.handling.commands.location_blocks import read_under_lock
from wms.inventory.reservations.commands.locked_balances import LockedBalances, with_locked_balances
from wms.inventory.reservations.commands.reallocate import reallocate, release_allocations
from wms.inventory.stock.commands.movements import Journal, Move, move
from wms.inventory.stock.models.balances import BalanceChange
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.stock.rules import Tally


def post_moves(moves: Sequence[Move], journal: Journal, *, reallocates: bool = False) -> None:
    """Move goods, be they usable before and after or not; a unit that is not saved yet is made.

    Goods that become free are reserved for backorders. Where less stays usable than is reserved,
    the newest reservations of the lowest priority return to backorder. With ``reallocates``,
    allocations on goods that go are moved to other goods, or lost if there are none.

    Raises:
        GoodsMissing: more would leave a stock unit than is there.
        StockClaimed: more would leave a stock unit than is not allocated; with ``reallocates``,
            more than pickers have not taken already.
    """
    ends = [end for each in moves for end in (each.source, each.target)]
    units = [end for end in ends if isinstance(end, StockUnit)]
    read_under_lock(unit.location for unit in units)
    balance_ids = {unit.balance_id for unit in units}
    with_locked_balances(
        balance_ids, post_moves_locked, asked(moves), journal, reallocates=reallocates
    )


def post_moves_locked(
    balances: LockedBalances, moves: Sequence[AskedMove], journal: Journal, *, reallocates: bool
) -> None:
    """Do what ``post_moves`` does, as part of other work with these balances.

    The locations must be locked, or read under their locks, before.

    Raises:
        MoreNeeded: other balances are touched too; the work is done again with them.
        GoodsMissing: more would leave a stock unit than is there.
        StockClaimed: more would leave a stock unit than is not allocated.
    """
    kept = made(moves)
    claimed = _claimed(kept)
    if claimed and not reallocates:
        unit_id, missing = next(iter(claimed.items()))
        raise StockClaimed(f"{missing} of the units at {_name(unit_id, kept)} are allocated")
    released = release_allocations(claimed)
    changes = _usable_changes(kept)
    for former in released:
        if not former.unit.is_eligible:
            # Goods that only an allocation kept usable are not any more, now that it ends.
            changes.add(former.unit.balance_id, BalanceChange(usable=-former.quantity))
    for balance_id, units_lost in balances.allocations_lost(changes).items():
        changes.add(balance_id, BalanceChange(allocated=-units_lost))
    why = f"{kept[0].cause.value}: {kept[0].reason}" if kept[0].reason else kept[0].cause.value
    balances.change(changes, why=why)
    freed = Counter[UUID]()
    for former in released:
        freed[former.unit_id] += former.quantity
    move(kept, journal, freed=freed)
    reallocate(released, why)


def _claimed(moves: Sequence[Move]) -> dict[UUID, int]:
    """Return how many allocated units would leave each stock unit."""
    leaving = Counter[UUID]()
    claimed: dict[UUID, int] = {}
    for each in moves:
        if isinstance(each.source, StockUnit):
            leaving[each.source.id] += each.quantity
            if leaving[each.source.id] > each.source.on_hand:
                raise GoodsMissing(
                    f"only {each.source.on_hand} units are at {each.source.location.code}"
                )
            if leaving[each.source.id] > each.source.free:
                claimed[each.source.id] = leaving[each.source.id] - each.source.free
    return claimed


def _name(unit_id: UUID, moves: Sequence[Move]) -> str:
    units = (each.source for each in moves if isinstance(each.source, StockUnit))
    return next(unit.location.code for unit in units if unit.id == unit_id)


def _usable_changes(moves: Sequence[Move]) -> Tally[BalanceChange]:
    changes = Tally(BalanceChange())
    for each in moves:
        for end, sign in ((each.source, -1), (each.target, 1)):
            if isinstance(end, StockUnit) and end.is_eligible:
                changes.add(end.balance_id, BalanceChange(usable=sign * each.quantity))
    return changes
