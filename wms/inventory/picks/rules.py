"""What a pick says about an allocation."""

from dataclasses import dataclass

from wms.inventory.catalogue.contracts.refusals import PickDiffers
from wms.inventory.catalogue.contracts.words import ReasonCode, StockStatus
from wms.inventory.reservations.contracts.reservations import PickedPlace

# What becomes of goods that were not found, or not found fit for use.
STATUS_OF_SHORT = {
    ReasonCode.NOT_FOUND: StockStatus.MISSING,
    ReasonCode.COUNT_DIFFERENCE: StockStatus.MISSING,
    ReasonCode.DAMAGED: StockStatus.DAMAGED,
    ReasonCode.EXPIRED: StockStatus.EXPIRED,
}


@dataclass(frozen=True, kw_only=True)
class PickOutcome:
    """How the units of an allocation divide: picked, short in a status, and left where they are."""

    picked: int
    short: int
    short_status: StockStatus | None
    left: int


def outcome_of(place: PickedPlace, claimed: int) -> PickOutcome:
    """Divide an allocation by what the picker said.

    Raises:
        PickDiffers: the numbers do not fit the allocation, or units are missing without a reason.
    """
    if place.quantity < 0 or place.short_quantity < 0:
        raise PickDiffers("a number of units is not negative")
    left = claimed - place.quantity - place.short_quantity
    if left < 0:
        raise PickDiffers(
            f"{place.quantity} picked and {place.short_quantity} short of {claimed} claimed"
        )
    if place.short_quantity and place.reason is None:
        raise PickDiffers("units are missing without a reason")
    return PickOutcome(
        picked=place.quantity,
        short=place.short_quantity,
        short_status=STATUS_OF_SHORT[place.reason] if place.reason else None,
        left=left,
    )
