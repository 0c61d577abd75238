"""Balances held under lock for as long as a command works on them.

Which balances a command needs may only show while it works: what it frees goes to those who wait,
what it takes away is taken from promises, and both have other balances as well. Locks are asked
for in one order, so the work is undone, and done again with more of them. So that no try can know
of another, the work is a function of a module that is given values; it reads the rows it changes.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.db.transaction import savepoint, savepoint_commit, savepoint_rollback

from wms.inventory.reservations.commands.fill_backorders import serve
from wms.inventory.reservations.commands.memory import refuse_memory
from wms.inventory.reservations.commands.return_to_backorder import Loss, withdraw
from wms.inventory.stock.models.balances import BalanceChange, StockBalance
from wms.inventory.stock.rules import Tally

AnswerT = TypeVar("AnswerT")
GivenP = ParamSpec("GivenP")
Changes = Mapping[UUID, BalanceChange]


class MoreNeeded(Exception):
    """The work needs balances that are not held."""

    def __init__(self, balance_ids: frozenset[UUID]) -> None:
        super().__init__(f"{len(balance_ids)} more balances are needed")
        self.balance_ids = balance_ids


class HeldBalances:
    """Locked balances, what is free of each, and the one way to change them."""

    def __init__(self, balance_ids: Iterable[UUID]) -> None:
        rows = list(StockBalance.objects.filter(id__in=list(balance_ids)).locked())
        self.free: dict[UUID, int] = {row.id: row.atp for row in rows}
        self._reserved = {row.id: row.reserved for row in rows}

    def require(self, balance_ids: Iterable[UUID]) -> None:
        """Make sure that these are held.

        Raises:
            MoreNeeded: some are not; the work is done again with them.
        """
        missing = frozenset(balance_ids) - self.free.keys()
        if missing:
            raise MoreNeeded(missing)

    def claims_lost(self, changes: Changes) -> dict[UUID, int]:
        """Return how many claimed units a change leaves without goods, all promises withdrawn."""
        lost = {
            each: -(self.free[each] + change.freed) - self._reserved[each]
            for each, change in changes.items()
        }
        return {each: units for each, units in lost.items() if units > 0}

    def change(self, changes: Changes, *, why: str = "") -> None:
        """Change the totals; where less is usable than is promised, promises are withdrawn.

        The newest promises of the lowest priority go first, and wait from then on; what becomes
        free is promised to those who wait. ``why`` is told to those who lose.

        Raises:
            MoreNeeded: the promises are of other balances too; the work is done again with them.
            StockClaimed: so much is claimed at places that withdrawing promises does not suffice.
        """
        self.require(changes)
        total = Tally(BalanceChange(), changes)
        for balance_id, change in changes.items():
            self.free[balance_id] += change.freed
        gone = withdraw(
            [Loss(each, -free, why) for each, free in self.free.items() if free < 0], self.require
        )
        _note(total, gone, self.free)
        freed = [each for each, change in total.items() if change.freed > 0]
        served = serve([each for each in freed if self.free[each] > 0], self.free, self.require)
        _note(total, served, self.free)
        StockBalance.objects.add(total)


def holding(
    balance_ids: Iterable[UUID],
    work: Callable[Concatenate[HeldBalances, GivenP], AnswerT],
    *given: GivenP.args,
    **named: GivenP.kwargs,
) -> AnswerT:
    """Do some work with balances locked; it may be undone and done again, so it has no memory.

    Before it only rows that are locked before any balance may be locked. They stay locked, so the
    work reads them again without waiting. What came of it is what the work returns.

    The work opens no savepoint. Whoever waits for a row that was made or locked within one of its
    own waits for the whole transaction, also when the work was undone, and is waited for.

    Raises:
        TypeError: the work closes over something, or is given what can be changed, a row above all.
    """
    return _hold(savepoint_commit, balance_ids, work, *given, **named)


def holding_awhile(
    balance_ids: Iterable[UUID],
    work: Callable[Concatenate[HeldBalances, GivenP], AnswerT],
    *given: GivenP.args,
    **named: GivenP.kwargs,
) -> AnswerT:
    """Do what ``holding`` does to look at something: nothing is left locked or changed by it."""
    return _hold(savepoint_rollback, balance_ids, work, *given, **named)


def _hold(
    end: Callable[[str], None],
    balance_ids: Iterable[UUID],
    work: Callable[Concatenate[HeldBalances, GivenP], AnswerT],
    *given: GivenP.args,
    **named: GivenP.kwargs,
) -> AnswerT:
    refuse_memory(work, *given, *named.values())
    needed = set(balance_ids)
    while True:
        before = savepoint()
        try:
            answer = attempt(needed, work, *given, **named)
        except MoreNeeded as more:
            savepoint_rollback(before)
            needed |= more.balance_ids
        else:
            end(before)
            return answer


def attempt(
    balance_ids: Iterable[UUID],
    work: Callable[Concatenate[HeldBalances, GivenP], AnswerT],
    *given: GivenP.args,
    **named: GivenP.kwargs,
) -> AnswerT:
    """Do the work once.

    Raises:
        MoreNeeded: it needs balances that are not held.
    """
    return work(HeldBalances(balance_ids), *given, **named)


def _note(total: Tally[BalanceChange], news: Changes, free: dict[UUID, int]) -> None:
    for balance_id, change in news.items():
        total.add(balance_id, change)
        free[balance_id] += change.freed
