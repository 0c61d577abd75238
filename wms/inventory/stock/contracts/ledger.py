"""Months that leave the ledger, and what is refused about the past."""

from dataclasses import dataclass
from datetime import date

from wms.kernel.actors import Actor, system_actor
from wms.kernel.errors import Conflict, DomainError, NotFound
from wms.kernel.text import Code

LEDGER = system_actor("ledger")


@dataclass(frozen=True, kw_only=True)
class CloseLedgerMonth:
    """Let a month (any day of it) leave the ledger, its balances carried on as opening lines."""

    month: date
    actor: Actor = LEDGER


@dataclass(frozen=True, kw_only=True)
class ClosedLedgerMonth:
    """A month that left: how many lines went, how many took their place, and where they are."""

    month: date
    movements: int
    opening_lines: int
    table: Code


class MonthNotOver(Conflict):
    """Work of this month may still be booked: it or the one after it is running."""

    code = "month_not_over"


class MonthBeforeIsOpen(Conflict):
    """A month before it is still in the ledger; months leave in their order."""

    code = "month_before_is_open"


class MonthNotFound(NotFound):
    """The ledger has no such month."""

    code = "month_not_found"


class LedgerClosed(DomainError):
    """The months up to this moment have left the ledger."""

    code = "ledger_closed"
