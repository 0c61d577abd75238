"""How far an order has come: one function of what has been recorded in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from wms.orders.contracts import Milestone, OrderStatus

# In the order in which they happen. Waiting for stock is a detour, which no later fact implies.
WAY = tuple(milestone for milestone in Milestone if milestone is not Milestone.BACKORDERED)

_STATUS_AT = {
    Milestone.VALIDATED: OrderStatus.VALIDATED,
    Milestone.BACKORDERED: OrderStatus.BACKORDERED,
    Milestone.RESERVED: OrderStatus.RESERVED,
    Milestone.WAVE_ASSIGNED: OrderStatus.WAVE_ASSIGNED,
    Milestone.PICKING_STARTED: OrderStatus.PICKING,
    Milestone.PICKED: OrderStatus.PICKED,
    Milestone.PACKED: OrderStatus.PACKED,
    Milestone.SHIPPED: OrderStatus.SHIPPED,
    Milestone.COMPLETED: OrderStatus.COMPLETED,
}
_FURTHEST_FIRST = tuple(reversed(Milestone))


@dataclass(frozen=True, kw_only=True)
class OrderFacts:
    """All that an order's status depends on; ``open_units`` are still to be shipped."""

    milestones: frozenset[Milestone] = frozenset()
    open_units: int = 0
    is_rejected: bool = False
    is_cancelled: bool = False
    is_cancellation_requested: bool = False

    @property
    def is_handed_over(self) -> bool:
        """Return whether goods have left, after which nothing is taken back."""
        return not self.milestones.isdisjoint({Milestone.SHIPPED, Milestone.COMPLETED})


def status_of(facts: OrderFacts) -> OrderStatus:
    """Return the status; in which order the facts came to be known makes no difference."""
    if facts.is_rejected:
        return OrderStatus.REJECTED
    if facts.is_cancelled:
        return OrderStatus.CANCELLED
    if facts.is_cancellation_requested and not facts.is_handed_over:
        return OrderStatus.CANCELLING
    furthest = next((each for each in _FURTHEST_FIRST if each in facts.milestones), None)
    if furthest is None:
        return OrderStatus.RECEIVED
    if furthest is Milestone.SHIPPED and facts.open_units:
        return OrderStatus.PARTIALLY_SHIPPED
    return _STATUS_AT[furthest]


def can_leave_wave(known: Iterable[Milestone]) -> bool:
    """Return whether a wave assignment can be taken back: nothing later has happened."""
    furthest = next(each for each in (*_FURTHEST_FIRST, None) if each is None or each in known)
    return furthest is Milestone.WAVE_ASSIGNED


def news_of(milestone: Milestone, known: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Return the milestones that reaching this one adds to the known ones, in their order.

    It implies all that lie before it. To have waited for stock is no news once there is some.
    """
    recorded = frozenset(known)
    if milestone is Milestone.BACKORDERED:
        if not recorded <= {Milestone.VALIDATED}:
            return ()
        reached: tuple[Milestone, ...] = (Milestone.VALIDATED, Milestone.BACKORDERED)
    else:
        reached = WAY[: WAY.index(milestone) + 1]
    return tuple(each for each in reached if each not in recorded)
