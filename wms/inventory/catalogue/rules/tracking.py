"""What a SKU's tracking asks of goods that come in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wms.inventory.catalogue.contracts.lots import LotMissing, SerialKnown, SerialNotSingle
from wms.inventory.catalogue.contracts.refusals import LotDiffers
from wms.inventory.catalogue.contracts.words import Tracking


@dataclass(frozen=True, kw_only=True)
class TrackedUnits:
    """Units of a SKU that come in together."""

    sku: str
    tracking: Tracking
    lot: str
    expires_on: date | None
    quantity: int


def check_tracking(named: Iterable[TrackedUnits]) -> None:
    """Check that goods are named as closely as they are kept.

    Raises:
        LotMissing: no lot, or no serial, of goods that are kept by it.
        SerialNotSingle: several units under one serial.
        SerialKnown: the same serial twice.
        LotDiffers: an expiry date without a lot, or two dates of one lot.
    """
    dates: dict[tuple[str, str], date | None] = {}
    for each in named:
        if each.tracking is not Tracking.NONE and not each.lot:
            raise LotMissing(f"{each.sku} is kept by {each.tracking}, and none is named")
        if each.expires_on and not each.lot:
            raise LotDiffers("goods that expire belong to a lot")
        if each.tracking is Tracking.SERIAL:
            if each.quantity != 1:
                raise SerialNotSingle(f"{each.quantity} units of {each.sku} have one serial")
            if (each.sku, each.lot) in dates:
                raise SerialKnown(f"{each.sku} {each.lot} comes twice")
        if dates.setdefault((each.sku, each.lot), each.expires_on) != each.expires_on:
            raise LotDiffers(f"lot {each.lot} of {each.sku} comes with two expiry dates")
