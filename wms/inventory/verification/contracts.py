"""Whether all numbers of stock agree, and how they are made to agree again."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.kernel.actors import Actor
from wms.kernel.errors import Conflict, NotFound
from wms.kernel.ids import ClientId
from wms.kernel.text import TEXT, Code, Text


class StockCheck(StrEnum):
    """Numbers and rows of the stock that must agree."""

    LEDGER = "ledger"
    UNIT_CLAIMS = "unit_claims"
    USABLE = "usable"
    RESERVED = "reserved"
    ALLOCATED = "allocated"
    LINE_CLAIMS = "line_claims"
    CLOSED_ROUNDS = "closed_rounds"
    QUEUE = "queue"
    STAGED = "staged"
    PLACES = "places"
    HISTORY = "history"
    KEYS = "keys"
    LOST_MOVEMENTS = "lost_movements"


# Rows that contradict each other are mended before the numbers that are derived from them.
REPAIR_ORDER = (
    StockCheck.KEYS,
    StockCheck.LOST_MOVEMENTS,
    StockCheck.PLACES,
    StockCheck.CLOSED_ROUNDS,
    StockCheck.LINE_CLAIMS,
    StockCheck.QUEUE,
    StockCheck.STAGED,
    StockCheck.LEDGER,
    StockCheck.UNIT_CLAIMS,
    StockCheck.RESERVED,
    StockCheck.ALLOCATED,
    StockCheck.USABLE,
    StockCheck.HISTORY,
)


@dataclass(frozen=True, kw_only=True)
class VerifyStock:
    """Reconcile the whole stock; ``limit`` bounds the list of differences of each check."""

    limit: int = 100
    checks: tuple[StockCheck, ...] = tuple(StockCheck)


@dataclass(frozen=True, kw_only=True)
class StockDifference:
    """Two numbers that should agree and do not.

    ``subject`` names the row for people, ``subject_id`` for a repair; ``cause`` is what most
    likely happened, ``repair`` what to do. ``client_id`` is None where nothing says whose it is.
    """

    check: Code
    subject_id: UUID
    subject: Text
    client_id: ClientId | None
    expected: int
    found: int
    cause: Text
    repair: Text


@dataclass(frozen=True, kw_only=True)
class StockVerification:
    """The result of reconciling: how many rows were looked at, and what disagrees."""

    units: int
    balances: int
    movements: int
    differences: tuple[StockDifference, ...]


@dataclass(frozen=True, kw_only=True)
class VerifyChangedStock:
    """Compare the totals of the SKUs that changed since the last time; lists ``limit`` at most."""

    limit: int = 100


@dataclass(frozen=True, kw_only=True)
class ChangedStock:
    """How many balances had changed up to an instant, and what of them disagrees."""

    up_to: datetime
    balances: int
    differences: tuple[StockDifference, ...]


@dataclass(frozen=True, kw_only=True)
class NoteVerified:
    """What changed up to an instant was compared, and what was found is safe."""

    up_to: datetime


@dataclass(frozen=True, kw_only=True)
class RepairStock:
    """Make the numbers agree that a difference is about; nothing is done where they do."""

    check: StockCheck
    subject_id: UUID
    actor: Actor
    reason: Annotated[str, Len(1, 200), TEXT]


@dataclass(frozen=True, kw_only=True)
class RepairedNumber:
    """A number that was wrong, as it was and as it is now."""

    subject: Text
    what: Code
    was: int
    now: int


@dataclass(frozen=True, kw_only=True)
class StockRepair:
    """What a repair changed."""

    check: StockCheck
    numbers: tuple[RepairedNumber, ...]


class SubjectNotFound(NotFound):
    """There is no such row to repair."""

    code = "repair_subject_not_found"


class RepairImpossible(Conflict):
    """No number can be set that would agree with all the others; a person must decide."""

    code = "repair_impossible"
