"""What inventory refuses, and under which code."""

from wms.kernel.errors import Conflict, DomainError, NotFound


class StockShort(Conflict):
    """There are not enough free units of a SKU."""

    code = "stock_short"

    def __init__(self, sku: str, missing: int) -> None:
        super().__init__(f"{missing} more units of {sku} are needed")
        self.sku = sku
        self.missing = missing


class GoodsMissing(Conflict):
    """More units would leave a place than lie there."""

    code = "goods_missing"


class StockClaimed(Conflict):
    """The goods are allocated for orders that are being picked."""

    code = "stock_claimed"


class StockPromised(Conflict):
    """The goods are reserved for orders."""

    code = "stock_promised"


class ReservationReleased(Conflict):
    """The reservation was given back; only another round can reserve for the order."""

    code = "reservation_released"


class AllocationReleased(Conflict):
    """The allocation was given back; only another round can allocate for the order."""

    code = "allocation_released"


class ReservationNotFound(NotFound):
    """Nothing is reserved for the order in this round."""

    code = "reservation_not_found"


class SkuNotFound(NotFound):
    """The client has no such SKU."""

    code = "sku_not_found"


class SkuInStock(Conflict):
    """There are goods of the SKU: how they are kept cannot change now."""

    code = "sku_in_stock"


class SkuDiffers(Conflict):
    """The client has a SKU of this code with other properties."""

    code = "sku_differs"


class LocationNotFound(NotFound):
    """The warehouse has no such location."""

    code = "location_not_found"


class LocationDiffers(Conflict):
    """The warehouse has a location of this code with other properties."""

    code = "location_differs"


class ReceiptDiffers(Conflict):
    """A receipt with this reference was booked with other lines."""

    code = "receipt_differs"


class InvalidGtin(DomainError):
    """The check digit of the GTIN is wrong (GS1 General Specifications, 7.9)."""

    code = "invalid_gtin"


class LotDiffers(Conflict):
    """Goods of this lot are known with another expiry date, or an expiry date has no lot."""

    code = "lot_differs"


class AllocationNotFound(NotFound):
    """The order has no such allocation of a stock unit in this round."""

    code = "allocation_not_found"


class PickDiffers(DomainError):
    """More units are said to be picked or missing at a place than were allocated there."""

    code = "pick_differs"


class LotNotFound(NotFound):
    """There never were goods of this lot of the SKU."""

    code = "lot_not_found"
