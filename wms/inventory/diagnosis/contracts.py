"""Who holds stock, and why a line of an order does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le

from wms.inventory.catalogue.contracts.words import (
    PlaceCode,
    ReservationStatus,
    ShortCode,
    StockStatus,
    UnitRefusal,
)
from wms.inventory.stock.contracts.stock import StockLevel
from wms.kernel.errors import NotFound
from wms.kernel.ids import OrderId
from wms.kernel.text import Code, Text


class HolderState(StrEnum):
    """How an order holds units: ``waits`` holds none yet, ``staged`` has them off the shelf."""

    WAITS = "waits"
    PROMISED = "promised"
    CLAIMED = "claimed"
    STAGED = "staged"


@dataclass(frozen=True, kw_only=True)
class HolderFilter:
    """Of which SKU, and in which warehouse (by default the only one), to list the holders."""

    sku: ShortCode
    warehouse: PlaceCode | None = None
    state: HolderState | None = None


@dataclass(frozen=True, kw_only=True)
class StockHolder:
    """Units of a SKU that an order holds, or waits for.

    ``since`` is when it began to hold them so. ``line_no`` is None of an order that waits: it
    waits for all its lines of the SKU together. ``location`` is None before units are allocated.
    """

    order_id: OrderId
    order_number: Code
    round_no: int
    line_no: int | None
    state: HolderState
    quantity: int
    since: datetime
    priority_rank: int
    location: Code | None
    lot: Code | None


class Verdict(StrEnum):
    """Why a line has no reservation, or no goods at a place; or that nothing is wrong with it."""

    STOCK_SHORT = "stock_short"
    OTHER_LINES_SHORT = "other_lines_short"
    NEXT_IN_TURN = "next_in_turn"
    PROMISE_LOST = "promise_lost"
    WAVE_NOT_RELEASED = "wave_not_released"
    NO_UNIT_TO_CLAIM = "no_unit_to_claim"
    CLAIMED = "claimed"
    PICKED = "picked"
    RELEASED = "released"

    @property
    def sentence(self) -> str:
        """Return the verdict in words."""
        return _SAID[self]


_SAID: Mapping[Verdict, str] = {
    Verdict.STOCK_SHORT: "Fewer units are available to promise than the order wants of this SKU.",
    Verdict.OTHER_LINES_SHORT: "There is enough of this SKU, but not of others the order wants.",
    Verdict.NEXT_IN_TURN: "There is enough now; its backorder is filled when its turn comes.",
    Verdict.PROMISE_LOST: "Reserved stock is gone, and a part of the line with it.",
    Verdict.WAVE_NOT_RELEASED: "The units are reserved; nobody has asked to allocate them yet.",
    Verdict.NO_UNIT_TO_CLAIM: "The units are reserved, but no stock unit has enough to allocate.",
    Verdict.CLAIMED: "Nothing is wrong: the line is allocated and can be picked.",
    Verdict.PICKED: "Nothing is wrong: the line has been picked.",
    Verdict.RELEASED: "The reservation of the order was released.",
}


@dataclass(frozen=True, kw_only=True)
class WhyNotQuestion:
    """Which line of which order; by default in its latest round."""

    order_id: UUID
    line_no: Annotated[int, Ge(0), Le(2_147_483_647)]
    round_no: Annotated[int, Ge(1), Le(2_147_483_647)] | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule that refuses a stock unit: a stable code, and a sentence for people."""

    code: UnitRefusal
    sentence: Text


@dataclass(frozen=True, kw_only=True)
class Taker:
    """An order that has allocated goods of a stock unit."""

    order_id: OrderId
    order_number: Code
    quantity: int


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A stock unit with goods of the SKU, and every rule that refuses it; none refuses a good one.

    ``taken_by`` are the first of those who have allocated its goods.
    """

    location: Code
    lot: Code
    status: StockStatus
    on_hand: int
    allocated: int
    refused_by: tuple[Rule, ...]
    taken_by: tuple[Taker, ...]


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Units of a SKU that an order wants and nobody can reserve at the moment."""

    sku: Code
    quantity: int


@dataclass(frozen=True, kw_only=True)
class WhyNot:
    """Why a line of an order is not reserved or has no places.

    Of the line's ``quantity`` so many are ``promised`` and so many ``claimed`` at places.
    ``ahead_count`` orders wait for the SKU before this one; ``ahead`` are the first of them.
    ``candidate_count`` stock units have goods; ``candidates`` are the first in the walk.
    """

    order_id: OrderId
    order_number: Code
    round_no: int
    line_no: int
    sku: Code
    quantity: int
    promised: int
    claimed: int
    status: ReservationStatus
    verdict: Verdict
    sentence: Text
    reason: Text
    missing: tuple[Missing, ...]
    level: StockLevel
    ahead_count: int
    ahead: tuple[StockHolder, ...]
    candidate_count: int
    candidates: tuple[Candidate, ...]


class ReservationLineNotFound(NotFound):
    """Nothing is reserved for such a line of the order, nor does it wait."""

    code = "reservation_line_not_found"
