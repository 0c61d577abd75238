"""Whether all numbers of stock agree."""

from dataclasses import dataclass
from enum import StrEnum


class StockCheck(StrEnum):
    """Two numbers of the stock that must agree."""

    LEDGER = "ledger"
    UNIT_CLAIMS = "unit_claims"
    USABLE = "usable"
    RESERVED = "reserved"
    ALLOCATED = "allocated"
    LINE_CLAIMS = "line_claims"
    CLOSED_ROUNDS = "closed_rounds"
    STAGED = "staged"
    PLACES = "places"


@dataclass(frozen=True, kw_only=True)
class VerifyStock:
    """Reconcile the whole stock; ``limit`` bounds the list of differences of each check."""

    limit: int = 100
    checks: tuple[StockCheck, ...] = tuple(StockCheck)


@dataclass(frozen=True, kw_only=True)
class StockDifference:
    """Two numbers that should agree and do not."""

    check: str
    subject: str
    expected: int
    found: int


@dataclass(frozen=True, kw_only=True)
class StockVerification:
    """The result of reconciling: how many rows were looked at, and what disagrees."""

    units: int
    balances: int
    movements: int
    differences: tuple[StockDifference, ...]
