"""Which states of a task may follow each other."""

from wms.kernel.transitions import Transitions
from wms.packing.contracts import PackTaskNotReady, PackTaskStatus

TASK = Transitions(
    PackTaskNotReady,
    {
        PackTaskStatus.OPEN: frozenset({PackTaskStatus.IN_PROGRESS, PackTaskStatus.CANCELLED}),
        PackTaskStatus.IN_PROGRESS: frozenset(
            {PackTaskStatus.OPEN, PackTaskStatus.PACKED, PackTaskStatus.CANCELLED}
        ),
        # A packed order that is cancelled is unpacked.
        PackTaskStatus.PACKED: frozenset({PackTaskStatus.CANCELLED}),
        PackTaskStatus.CANCELLED: frozenset(),
    },
)
