"""Which state may follow which, of waves and of the orders that wait for one."""

from enum import StrEnum

from wms.kernel.transitions import Transitions
from wms.waving.contracts import WaveNotOpen
from wms.waving.contracts import WaveStatus as S


class CandidateState(StrEnum):
    """Where an order stands in planning.

    Expected: neither known what it holds nor that its stock is reserved. Noted: known, its stock
    not reserved. Queued: its stock reserved, not known what it holds.
    """

    # The column keeps its first word.
    EXPECTED = "heard_of"
    NOTED = "noted"
    QUEUED = "queued"
    PLANNABLE = "plannable"
    PLANNED = "planned"
    OUT = "out"


TRANSITIONS = Transitions(
    WaveNotOpen,
    {
        S.PLANNED: frozenset({S.SCHEDULED, S.RELEASED, S.CANCELLED}),
        S.SCHEDULED: frozenset({S.RELEASED, S.CANCELLED}),
        # Complete without a start if all of its orders are cancelled before anybody walks.
        S.RELEASED: frozenset({S.IN_PROGRESS, S.COMPLETED}),
        S.IN_PROGRESS: frozenset({S.COMPLETED}),
        S.COMPLETED: frozenset(),
        S.CANCELLED: frozenset(),
    },
)
OPEN = TRANSITIONS.before(S.RELEASED)
AT_WORK = frozenset({S.RELEASED, S.IN_PROGRESS})
