"""Goods that move without an order: everybody's way to change what lies where.

Balances, promises, claims, stock units and the ledger change together, under locks taken in the
one order.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from wms.inventory.contracts import GoodsMissing, StockClaimed, StockPromised
from wms.inventory.models import BalanceChange, Location, StockBalance, StockUnit, UnitKey
from wms.inventory.services.goods.movements import Journal, Move, move
from wms.inventory.services.promises.balances import change_balances

End = StockUnit | Location


def book(moves: Sequence[Move], journal: Journal, *, displacing: bool = False) -> None:
    """Move goods, be they usable before and after or not; a unit that is not saved yet is made.

    Goods that become free are promised to those who wait. With ``displacing``, claims on goods
    that go are moved to other goods.

    Raises:
        GoodsMissing: more would leave a stock unit than is there.
        StockClaimed: more would leave a stock unit than is not claimed.
        StockPromised: less would stay usable than is promised.
    """
    del displacing
    ends = [end for each in moves for end in (each.source, each.target)]
    units = [end for end in ends if isinstance(end, StockUnit)]
    balances = list(
        StockBalance.objects.filter(id__in={unit.balance_id for unit in units}).locked()
    )
    there = StockUnit.objects.ensure(units)
    kept = [
        replace(each, source=_kept(each.source, there), target=_kept(each.target, there))
        for each in moves
    ]
    _check_sources(kept)
    changes = _balance_changes(kept)
    for balance in balances:
        missing = -(balance.atp + changes.get(balance.id, BalanceChange()).usable)
        if missing > 0:
            raise StockPromised(f"{missing} of the units are promised to orders")
    change_balances(changes)
    move(kept, journal)


def _kept(end: End, there: Mapping[UnitKey, StockUnit]) -> End:
    return there[end.key] if isinstance(end, StockUnit) else end


def _check_sources(moves: Sequence[Move]) -> None:
    leaving = Counter[UUID]()
    for each in moves:
        if isinstance(each.source, StockUnit):
            leaving[each.source.id] += each.quantity
            if leaving[each.source.id] > each.source.on_hand:
                raise GoodsMissing(f"only {each.source.on_hand} units are there")
            if leaving[each.source.id] > each.source.free:
                raise StockClaimed(f"only {each.source.free} units are not claimed for orders")


def _balance_changes(moves: Sequence[Move]) -> dict[UUID, BalanceChange]:
    changes: dict[UUID, BalanceChange] = {}
    for each in moves:
        for end, sign in ((each.source, -1), (each.target, 1)):
            if isinstance(end, StockUnit) and end.is_eligible:
                before = changes.get(end.balance_id, BalanceChange())
                changes[end.balance_id] = before.plus(BalanceChange(usable=sign * each.quantity))
    return changes
