"""Balances held under lock for as long as a command works on them.

Which balances a command needs may only show while it works: what it frees goes to those who wait,
what it takes away is taken from reservations, and both have other balances as well. Locks are asked
for in one order, so the work is undone, and done again with more of them. So that no try can know
of another, the work is a function of a module that is given values; it reads the rows it changes.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.db.transaction import savepoint, savepoint_commit, savepoint_rollback

from wms.inventory.reservations.commands.fill_backorders import fill_backorders
from wms.inventory.reservations.commands.memory import refuse_memory
from wms.inventory.reservations.commands.return_to_backorder import Shortfall, return_to_backorder
from wms.inventory.stock.models.balances import BalanceChange, StockBalance
from wms.inventory.stock.rules import Tally

AnswerT = TypeVar("AnswerT")
GivenP = ParamSpec("GivenP")
Changes = Mapping[UUID, BalanceChange]

DATABASE = "inventory"


class MoreBalancesNeeded(Exception):
    """The work needs balances that are not held."""

    def __init__(self, balance_ids: frozenset[UUID]) -> None:
        super().__init__(f"{len(balance_ids)} more balances are needed")
        self.balance_ids = balance_ids


class LockedBalances:
    """Locked balances, what is free of each, and the one way to change them."""

    def __init__(self, balance_ids: Iterable[UUID]) -> None:
        rows = list(StockBalance.objects.filter(id__in=list(balance_ids)).locked())
        self.free: dict[UUID, int] = {row.id: row.atp for row in rows}
        self._reserved = {row.id: row.reserved for row in rows}

    def require(self, balance_ids: Iterable[UUID]) -> None:
        """Make sure that these are held.

        Raises:
            MoreBalancesNeeded: some are not; the work is done again with them.
        """
        missing = frozenset(balance_ids) - self.free.keys()
        if missing:
            raise MoreBalancesNeeded(missing)

    def allocations_lost(self, changes: Changes) -> dict[UUID, int]:
        """Return how many allocated units lose their stock, once no reservation is left."""
        lost = {
            each: -(self.free[each] + change.freed) - self._reserved[each]
            for each, change in changes.items()
        }
        return {each: units for each, units in lost.items() if units > 0}

    def change(self, changes: Changes, *, why: str = "") -> None:
        """Change the totals; reservations return to backorder where less is usable than reserved.

        The newest reservations of the lowest priority go first, and wait from then on; what becomes
        free is reserved for backorders. ``why`` is published of those who lose.

        Raises:
            MoreBalancesNeeded: the reservations are of other balances too; the work is done again
                with them.
            StockClaimed: so much is allocated that returning reservations to backorder does not
                suffice.
        """
        self.require(changes)
        total = Tally(BalanceChange(), changes)
        for balance_id, change in changes.items():
            self.free[balance_id] += change.freed
        gone = return_to_backorder(
            [Shortfall(each, -free, why) for each, free in self.free.items() if free < 0],
            self.require,
        )
        _note(total, gone, self.free)
        freed = [each for each, change in total.items() if change.freed > 0]
        filled = fill_backorders(
            [each for each in freed if self.free[each] > 0], self.free, self.require
        )
        _note(total, filled, self.free)
        StockBalance.objects.add(total)


def with_locked_balances(
    balance_ids: Iterable[UUID],
    work: Callable[Concatenate[LockedBalances, GivenP], AnswerT],
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


def read_with_locked_balances(
    balance_ids: Iterable[UUID],
    work: Callable[Concatenate[LockedBalances, GivenP], AnswerT],
    *given: GivenP.args,
    **named: GivenP.kwargs,
) -> AnswerT:
    """Read under locked balances as that does; nothing is left locked or changed by it."""
    return _hold(savepoint_rollback, balance_ids, work, *given, **named)


def _hold(
    end: Callable[[str, str], None],
    balance_ids: Iterable[UUID],
    work: Callable[Concatenate[LockedBalances, GivenP], AnswerT],
    *given: GivenP.args,
    **named: GivenP.kwargs,
) -> AnswerT:
    refuse_memory(work, *given, *named.values())
    needed = set(balance_ids)
    while True:
        before = savepoint(DATABASE)
        try:
            answer = attempt(needed, work, *given, **named)
        except MoreBalancesNeeded as more:
            savepoint_rollback(before, DATABASE)
            needed |= more.balance_ids
        else:
            end(before, DATABASE)
            return answer


def attempt(
    balance_ids: Iterable[UUID],
    work: Callable[Concatenate[LockedBalances, GivenP], AnswerT],
    *given: GivenP.args,
    **named: GivenP.kwargs,
) -> AnswerT:
    """Do the work once.

    Raises:
        MoreBalancesNeeded: it needs balances that are not held.
    """
    return work(LockedBalances(balance_ids), *given, **named)


def _note(total: Tally[BalanceChange], news: Changes, free: dict[UUID, int]) -> None:
    for balance_id, change in news.items():
        total.add(balance_id, change)
        free[balance_id] += change.freed
