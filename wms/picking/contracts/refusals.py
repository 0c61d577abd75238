"""What picking refuses, and under which code."""

from wms.kernel.errors import Conflict, DomainError, NotFound


class PickTaskNotFound(NotFound):
    """There is no such task."""

    code = "pick_task_not_found"


class PickTaskTaken(Conflict):
    """Another worker has the task."""

    code = "pick_task_taken"


class PickTaskNotReady(Conflict):
    """The task is not in a state that allows this."""

    code = "pick_task_not_ready"


class PicksMissing(Conflict):
    """Some stops of the task are not confirmed."""

    code = "picks_missing"


class ReplacementSought(Conflict):
    """Other goods are being looked for in place of those that were not found."""

    code = "replacement_sought"


class WrongScan(Conflict):
    """What was scanned is not what the stop asks for."""

    code = "wrong_scan"


class OverPick(Conflict):
    """More units than the stop asks for."""

    code = "over_pick"


class ReasonMissing(DomainError):
    """A short pick needs a reason."""

    code = "reason_missing"


class PickDiffers(Conflict):
    """The stop was confirmed with another quantity."""

    code = "pick_differs"


class StopWithdrawn(Conflict):
    """The goods of the stop are not for this task any more."""

    code = "stop_withdrawn"


class PickingBegan(Conflict):
    """Goods of the order are off the shelf."""

    code = "picking_began"


class PickRoundClosed(Conflict):
    """The task was cancelled in this round; only another round can make one."""

    code = "pick_round_closed"
