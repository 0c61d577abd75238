"""Why waving refuses."""

from typing import ClassVar

from wms.kernel.errors import Conflict, DomainError, NotFound


class WaveNotFound(NotFound):
    """There is no such wave."""

    code = "wave_not_found"


class WaveNotOpen(Conflict):
    """The wave was released or cancelled and takes or gives no orders."""

    code = "wave_not_open"


class WaveEmpty(Conflict):
    """A wave without orders cannot be planned."""

    code = "wave_empty"


class CutoffPassed(DomainError):
    """The truck that the wave is for has left."""

    code = "cutoff_passed"
    pointer: ClassVar[str] = "/cutoff_at"


class TruckLeft(Conflict):
    """The truck of a wave has left: it takes no more orders, and those in it wait for a person."""

    code = "truck_left"


class ReleasedTooLate(DomainError):
    """The wave would be released when its truck has left."""

    code = "released_too_late"
    pointer: ClassVar[str] = "/release_at"


class WaveFull(Conflict):
    """The wave would hold more than 10,000 orders."""

    code = "wave_full"


class OrderNotPlannable(Conflict):
    """The order has no reserved stock, is in another wave, or is out."""

    code = "order_not_plannable"


class OrderNotInWave(NotFound):
    """The wave does not hold the order."""

    code = "order_not_in_wave"


class OrderReleased(Conflict):
    """The wave of the order is released; only cancelling its work takes it back."""

    code = "order_released"


class OrderInEarlierRound(Conflict):
    """The order is in a wave for an earlier round; withdraw it there first."""

    code = "order_in_earlier_round"


class RoundClosed(Conflict):
    """The order was withdrawn in this round; only another round can queue it."""

    code = "round_closed"
