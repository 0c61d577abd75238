"""Which states of a task may follow each other."""

from collections.abc import Mapping
from types import MappingProxyType

from wms.packing.contracts import PackTaskNotReady, PackTaskStatus

TASK: Mapping[PackTaskStatus, frozenset[PackTaskStatus]] = MappingProxyType(
    {
        PackTaskStatus.OPEN: frozenset({PackTaskStatus.IN_PROGRESS, PackTaskStatus.CANCELLED}),
        PackTaskStatus.IN_PROGRESS: frozenset({PackTaskStatus.PACKED, PackTaskStatus.CANCELLED}),
        # A packed order that is cancelled is unpacked.
        PackTaskStatus.PACKED: frozenset({PackTaskStatus.CANCELLED}),
        PackTaskStatus.CANCELLED: frozenset(),
    }
)


def next_status(current: str, wanted: PackTaskStatus) -> PackTaskStatus:
    """Return the wanted state of a task.

    Raises:
        PackTaskNotReady: it cannot follow the current one.
    """
    if wanted not in TASK[PackTaskStatus(current)]:
        raise PackTaskNotReady(f"a task that is {current} cannot become {wanted}")
    return wanted
