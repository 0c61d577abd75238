"""What orders refuses, and under which code."""

from wms.kernel.errors import Conflict, DomainError, NotFound


class OrderNotFound(NotFound):
    """There is no such order for this client."""

    code = "order_not_found"


class PastNotKept(DomainError):
    """The order was changed after that moment, and what it had before was not kept then."""

    code = "past_not_kept"


class DuplicateExternalRef(Conflict):
    """The client has an order with this ``external_ref``, neither rejected nor cancelled."""

    code = "duplicate_external_ref"


class OrderFinished(Conflict):
    """The order is completed, cancelled or rejected."""

    code = "order_finished"


class InvalidOrder(DomainError):
    """The order contradicts itself in a way that only orders can see."""

    code = "invalid_order"


class ImpossibleProgress(DomainError):
    """The quantities given are more than the order can have reached."""

    code = "impossible_progress"


class ShipsComplete(Conflict):
    """The order is shipped as a whole; nothing of it is left behind."""

    code = "ships_complete"


class TooLate(Conflict):
    """The goods of the order were handed over; it cannot be cancelled any more."""

    code = "too_late"
