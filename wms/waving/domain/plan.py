"""Which of the waiting orders make a wave."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An order that could be planned, and how many lines it brings."""

    order_id: UUID
    lines: int


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """How much work a wave may be."""

    max_orders: int
    max_lines: int


def choose(waiting: Iterable[Waiting], capacity: Capacity) -> tuple[UUID, ...]:
    """Return the orders to take, given the most urgent first.

    One that does not fit any more is passed over for a smaller one behind it. The most urgent is
    taken even if it is too big for any wave: then it goes alone, or it would wait for ever.
    """
    chosen: list[UUID] = []
    lines = 0
    for order in waiting:
        if len(chosen) == capacity.max_orders or (chosen and lines >= capacity.max_lines):
            break
        if not chosen or lines + order.lines <= capacity.max_lines:
            chosen.append(order.order_id)
            lines += order.lines
    return tuple(chosen)


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """All that waits in a warehouse; ``oldest`` is when the one that waits longest was queued."""

    orders: int
    lines: int
    oldest: datetime | None


def is_due(backlog: Backlog, capacity: Capacity, *, now: datetime, max_wait: timedelta) -> bool:
    """Return whether to plan: a wave would be full, or an order has waited long enough."""
    if backlog.oldest is None:
        return False
    is_full = backlog.orders >= capacity.max_orders or backlog.lines >= capacity.max_lines
    return is_full or now - backlog.oldest >= max_wait
