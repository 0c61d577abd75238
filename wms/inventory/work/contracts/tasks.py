"""The id of a move task, and that it does not allow what is asked."""

from typing import NewType
from uuid import UUID

from wms.kernel.errors import Conflict

MoveTaskId = NewType("MoveTaskId", UUID)


class MoveTaskNotReady(Conflict):
    """The task is not in a state that allows this."""

    code = "move_task_not_ready"
