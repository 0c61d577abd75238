"""A line of an adjustment: so many units found or written off at a place."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from wms.inventory.catalogue.contracts.words import (
    Lot,
    PlaceCode,
    ShortCode,
    StockStatus,
)

Difference = Annotated[int, Ge(-10_000_000), Le(10_000_000)]


@dataclass(frozen=True, kw_only=True)
class AdjustmentLine:
    """Units of a SKU found (positive) or lost (negative) at a location."""

    sku: ShortCode
    location: PlaceCode
    quantity: Difference
    lot: Lot = ""
    status: StockStatus = StockStatus.USABLE

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())
        if not self.quantity:
            raise ValueError("a line is for at least one unit, found or written off")
