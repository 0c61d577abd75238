"""What inventory refuses to change stock, and under which code."""

from wms.kernel.errors import Conflict, DomainError, NotFound


class TransferDiffers(Conflict):
    """A transfer with this reference was booked with other lines."""

    code = "transfer_differs"


class StatusChangeDiffers(Conflict):
    """A change of status with this reference was booked with other lines."""

    code = "status_change_differs"


class AdjustmentDiffers(Conflict):
    """An adjustment with this reference was asked for with other lines."""

    code = "adjustment_differs"


class SamePlace(DomainError):
    """Goods are to be carried to where they are."""

    code = "same_place"


class LotExpired(Conflict):
    """Goods of this lot are too old to be called usable."""

    code = "lot_expired"


class StatusNotAllowed(DomainError):
    """Goods of the one status never take the other by saying so."""

    code = "status_not_allowed"


class AdjustmentNotFound(NotFound):
    """The client has no such adjustment."""

    code = "adjustment_not_found"


class AdjustmentDecided(Conflict):
    """Somebody has approved or rejected the adjustment, or nobody had to."""

    code = "adjustment_decided"


class SamePerson(Conflict):
    """Who asks for an adjustment cannot decide on it."""

    code = "same_person"


class ApprovalNeeded(Conflict):
    """More goods would be called unfit than one person may alone; an adjustment can be approved."""

    code = "second_person_needed"
