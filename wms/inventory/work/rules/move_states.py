"""The states of a move task, and which may follow which."""

from wms.inventory.catalogue.contracts.words import MoveTaskStatus
from wms.inventory.work.contracts.tasks import MoveTaskNotReady
from wms.kernel.transitions import Transitions

MOVE_TRANSITIONS = Transitions(
    MoveTaskNotReady,
    {
        # Whoever finds the goods carried already says so of a task that nobody has.
        MoveTaskStatus.OPEN: {
            MoveTaskStatus.IN_PROGRESS,
            MoveTaskStatus.COMPLETED,
            MoveTaskStatus.CANCELLED,
        },
        MoveTaskStatus.IN_PROGRESS: {
            MoveTaskStatus.OPEN,
            MoveTaskStatus.COMPLETED,
            MoveTaskStatus.CANCELLED,
        },
        MoveTaskStatus.COMPLETED: (),
        # What was left where it was is carried after all.
        MoveTaskStatus.CANCELLED: {MoveTaskStatus.OPEN},
    },
)
