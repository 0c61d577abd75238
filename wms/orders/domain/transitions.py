"""Which status may follow which: the table that every change of status is held against."""

from wms.kernel.errors import Conflict
from wms.kernel.transitions import Transitions
from wms.orders.contracts import OrderStatus as S

_BEFORE_HAND_OVER = {
    S.RECEIVED: {S.VALIDATED, S.REJECTED},
    S.VALIDATED: {S.BACKORDERED, S.RESERVED},
    S.BACKORDERED: {S.RESERVED},
    S.RESERVED: {S.WAVE_ASSIGNED},
    # Until somebody walks, its wave may be dissolved.
    S.WAVE_ASSIGNED: {S.PICKING, S.RESERVED},
    S.PICKING: {S.PICKED},
    S.PICKED: {S.PACKED},
    S.PACKED: {S.PARTIALLY_SHIPPED, S.SHIPPED},
}


class ForbiddenTransition(Conflict):
    """The order cannot go from where it is to where the command would take it."""

    code = "forbidden_transition"


TRANSITIONS = Transitions(
    ForbiddenTransition,
    {
        **{
            status: frozenset(onward | {S.CANCELLING, S.CANCELLED})
            for status, onward in _BEFORE_HAND_OVER.items()
        },
        # Refused, it goes back where it was; or the hand-over or a rejection won the race.
        S.CANCELLING: frozenset(_BEFORE_HAND_OVER)
        | {S.CANCELLED, S.REJECTED, S.PARTIALLY_SHIPPED, S.SHIPPED},
        S.PARTIALLY_SHIPPED: frozenset({S.SHIPPED, S.COMPLETED}),
        S.SHIPPED: frozenset({S.COMPLETED}),
        S.COMPLETED: frozenset(),
        S.CANCELLED: frozenset(),
        S.REJECTED: frozenset(),
    },
)
