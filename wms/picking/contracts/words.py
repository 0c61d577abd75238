"""The words of picking: ids and statuses."""

from enum import StrEnum
from typing import NewType
from uuid import UUID

from wms.kernel.ids import OrderId, round_id

PickTaskId = NewType("PickTaskId", UUID)


def pick_task_id_for(order_id: OrderId, round_no: int) -> PickTaskId:
    """Return the id that everybody who makes the task of an order in this round arrives at."""
    return PickTaskId(round_id(order_id, "pick-task", round_no))


class PickTaskStatus(StrEnum):
    """How far a task has come; ``preparing`` until its places are known."""

    PREPARING = "preparing"
    OPEN = "open"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class PickLineStatus(StrEnum):
    """How far a line of a task has come; a cancelled one is not to be walked to."""

    OPEN = "open"
    PICKED = "picked"
    SHORT = "short"
    CANCELLED = "cancelled"


class TaskChange(StrEnum):
    """What people do to a task, other than the work itself."""

    PRIORITIZED = "prioritized"
    RELEASED = "released"
    ASSIGNED = "assigned"
