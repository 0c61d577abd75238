"""Which states of a task and of a stop may follow each other."""

from collections.abc import Mapping
from types import MappingProxyType

from wms.picking.contracts import PickLineStatus, PickTaskNotReady, PickTaskStatus

TASK: Mapping[PickTaskStatus, frozenset[PickTaskStatus]] = MappingProxyType(
    {
        PickTaskStatus.PREPARING: frozenset({PickTaskStatus.OPEN, PickTaskStatus.CANCELLED}),
        # An open one of which no stop is left ends without a walk.
        PickTaskStatus.OPEN: frozenset(
            {PickTaskStatus.ASSIGNED, PickTaskStatus.COMPLETED, PickTaskStatus.CANCELLED}
        ),
        PickTaskStatus.ASSIGNED: frozenset({PickTaskStatus.IN_PROGRESS, PickTaskStatus.CANCELLED}),
        PickTaskStatus.IN_PROGRESS: frozenset({PickTaskStatus.COMPLETED, PickTaskStatus.CANCELLED}),
        PickTaskStatus.COMPLETED: frozenset(),
        PickTaskStatus.CANCELLED: frozenset(),
    }
)
LINE: Mapping[PickLineStatus, frozenset[PickLineStatus]] = MappingProxyType(
    {
        PickLineStatus.OPEN: frozenset(
            {PickLineStatus.PICKED, PickLineStatus.SHORT, PickLineStatus.CANCELLED}
        ),
        PickLineStatus.PICKED: frozenset(),
        PickLineStatus.SHORT: frozenset(),
        PickLineStatus.CANCELLED: frozenset(),
    }
)


def next_status(current: str, wanted: PickTaskStatus) -> PickTaskStatus:
    """Return the wanted state of a task.

    Raises:
        PickTaskNotReady: it cannot follow the current one.
    """
    if wanted not in TASK[PickTaskStatus(current)]:
        raise PickTaskNotReady(f"a task that is {current} cannot become {wanted}")
    return wanted
