"""Lots and serials that goods come in with."""

from collections.abc import Mapping, Sequence

from wms.inventory.catalogue.contracts.lots import SerialKnown
from wms.inventory.catalogue.contracts.refusals import LotDiffers
from wms.inventory.catalogue.contracts.words import Tracking
from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.catalogue.models.lots import Lot
from wms.inventory.catalogue.rules.tracking import TrackedUnits, check_tracking
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.inventory.stock.models.stock import StockUnit


def agree_on_lots(lines: Sequence[NewReceiptLine], skus: Mapping[str, Sku]) -> None:
    """Make the lots that goods come in with, or check that they are the same as before.

    The lots stay locked, so that a serial comes in once; call it before any balance is locked.

    Raises:
        LotMissing: no lot, or no serial, of goods that are kept by it.
        LotDiffers: the lot is known with another expiry date, or a date comes without a lot.
        SerialNotSingle: several units under one serial.
        SerialKnown: a unit with this serial is in stock, or comes twice.
    """
    check_tracking(
        TrackedUnits(
            sku=line.sku,
            tracking=Tracking(skus[line.sku].tracking),
            lot=line.lot,
            expires_on=line.expires_on,
            quantity=line.quantity,
        )
        for line in lines
    )
    dates = {(skus[line.sku].id, line.lot): line.expires_on for line in lines if line.lot}
    if not dates:
        return
    # In one order, so that two who make the same lots cannot deadlock.
    Lot.objects.bulk_create(
        [
            Lot(sku_id=sku_id, code=code, expires_on=dates[sku_id, code])
            for sku_id, code in sorted(dates)
        ],
        ignore_conflicts=True,
    )
    known = Lot.objects.filter(
        sku__in={sku_id for sku_id, _code in dates}, code__in={code for _sku_id, code in dates}
    )
    for lot in known.locked():
        if dates.get((lot.sku_id, lot.code), lot.expires_on) != lot.expires_on:
            raise LotDiffers(f"lot {lot} is known with another expiry date")
    _check_serials(lines, skus)


def _check_serials(lines: Sequence[NewReceiptLine], skus: Mapping[str, Sku]) -> None:
    serials = {
        (skus[line.sku].id, line.lot): line
        for line in lines
        if skus[line.sku].tracking == Tracking.SERIAL
    }
    if not serials:
        return
    there = StockUnit.objects.exclude(lot="").filter(
        sku__in={sku_id for sku_id, _serial in serials},
        lot__in={serial for _sku_id, serial in serials},
        on_hand__gt=0,
    )
    named = [serials[pair] for pair in there.values_list("sku_id", "lot") if pair in serials]
    if named:
        listed = ", ".join(sorted(f"{line.sku} {line.lot}" for line in named))
        raise SerialKnown(f"in stock already: {listed}")
