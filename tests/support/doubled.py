"""Work done twice: every first try of work with balances is rolled back, and done with more locks.

What a try remembers of the one before shows at once, wherever it is, and not only where other
balances happen to be needed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import local
from uuid import UUID

from tests.support.database import connection
from wms.inventory.models import StockBalance
from wms.inventory.reservations.commands import locked_balances as holding
from wms.kernel.errors import DomainError

MORE = 2
# As the product does it.
once = holding.attempt


@dataclass
class Doubled:
    """How often work was rolled back, and how often it was done in the end."""

    rolled_back: int = 0
    done: int = 0


def refuse_savepoint(execute, sql, params, many, context):
    """Carry out any statement of some work but one that opens a savepoint."""
    assert not str(sql).startswith("SAVEPOINT"), "work that may be undone opens a savepoint"
    return execute(sql, params, many, context)


def double_all_work(patch: Callable[[object, str, object], None]) -> Doubled:
    """Let ``holding`` roll back the first try that succeeds, each time; ``patch`` sets it.

    The next try holds other balances as well, if there are any.
    """
    seen = Doubled()
    thread = local()

    def attempt(balance_ids: Iterable[UUID], work, *given, **named):
        try:
            with connection.execute_wrapper(refuse_savepoint):
                answer = once(balance_ids, work, *given, **named)
        except DomainError:
            thread.is_second = False
            raise
        if getattr(thread, "is_second", False):
            thread.is_second = False
            seen.done += 1
            return answer
        thread.is_second = True
        seen.rolled_back += 1
        others = StockBalance.objects.exclude(id__in=list(balance_ids)).order_by("id")
        raise holding.MoreBalancesNeeded(frozenset(others.values_list("id", flat=True)[:MORE]))

    patch(holding, "attempt", attempt)
    return seen
