"""Which states of a task and of a stop may follow each other."""

from wms.kernel.transitions import Transitions
from wms.picking.contracts import PickLineStatus, PickTaskNotReady, PickTaskStatus

TASK = Transitions(
    PickTaskNotReady,
    {
        PickTaskStatus.PREPARING: frozenset({PickTaskStatus.OPEN, PickTaskStatus.CANCELLED}),
        # An open one of which no stop is left ends without a walk.
        PickTaskStatus.OPEN: frozenset(
            {PickTaskStatus.ASSIGNED, PickTaskStatus.COMPLETED, PickTaskStatus.CANCELLED}
        ),
        PickTaskStatus.ASSIGNED: frozenset(
            {PickTaskStatus.OPEN, PickTaskStatus.IN_PROGRESS, PickTaskStatus.CANCELLED}
        ),
        PickTaskStatus.IN_PROGRESS: frozenset(
            {
                PickTaskStatus.OPEN,
                PickTaskStatus.ASSIGNED,
                PickTaskStatus.COMPLETED,
                PickTaskStatus.CANCELLED,
            }
        ),
        PickTaskStatus.COMPLETED: frozenset(),
        PickTaskStatus.CANCELLED: frozenset(),
    },
)
LINE = Transitions(
    PickTaskNotReady,
    {
        PickLineStatus.OPEN: frozenset(
            {PickLineStatus.PICKED, PickLineStatus.SHORT, PickLineStatus.CANCELLED}
        ),
        PickLineStatus.PICKED: frozenset(),
        PickLineStatus.SHORT: frozenset(),
        PickLineStatus.CANCELLED: frozenset(),
    },
)
