"""Goods that were claimed for a line of an order and are gone: what is said and asked of them."""

from dataclasses import dataclass
from uuid import UUID

from wms.kernel.actors import Actor
from wms.kernel.ids import OrderId
from wms.kernel.text import Code, Text

ALLOCATION_SHORT = "allocation_short"
"""The kind of exception of a line whose goods are gone."""

SHORT_PICK = "short_pick"
"""The kind of exception of a walk that ended with less than was asked for."""


@dataclass(frozen=True, kw_only=True)
class NoteShortPick:
    """Put before a person what a walk has not found, unless its order has ended."""

    exception_id: UUID
    order_id: OrderId
    message: Text


@dataclass(frozen=True, kw_only=True)
class NoteShortage:
    """Look whether a line of an order lacks goods, and put it before a person if it does."""

    exception_id: UUID
    order_id: OrderId
    line_no: int
    sku: Code
    reason: Text


@dataclass(frozen=True, kw_only=True)
class ReviewShortages:
    """Look which lines of an order lack no goods any more, and take those off the list."""

    order_id: OrderId
    actor: Actor
    note: Text


def subject_of_line(number: str, line_no: int) -> str:
    """Return what people call a line of an order."""
    return f"{number} line {line_no}"
