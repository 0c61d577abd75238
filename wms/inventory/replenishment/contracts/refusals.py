"""What is refused about pick faces and thresholds."""

from wms.kernel.errors import DomainError, NotFound


class PickFaceNotFound(NotFound):
    """There is no such pick face."""

    code = "pick_face_not_found"


class StockThresholdNotFound(NotFound):
    """There is no such threshold."""

    code = "stock_threshold_not_found"


class NotAPickLocation(DomainError):
    """Only pick locations are replenished."""

    code = "not_a_pick_location"
