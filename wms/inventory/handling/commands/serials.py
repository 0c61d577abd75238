"""Goods with a lot or a serial that are found again."""

from collections.abc import Sequence

from django.db.models import Sum

from wms.inventory.catalogue.contracts.lots import LotMissing, SerialKnown, SerialNotSingle
from wms.inventory.catalogue.contracts.words import Tracking
from wms.inventory.catalogue.models.lots import Lot
from wms.inventory.stock.models.stock import StockUnit


def check_found(unit: StockUnit, quantity: int) -> None:
    """Check that goods which are found are named as closely as they are kept.

    Raises:
        LotMissing: no lot, or no serial, of goods that are kept by it.
        SerialNotSingle: several units under one serial.
    """
    if unit.sku.tracking != Tracking.NONE and not unit.lot:
        raise LotMissing(f"{unit.sku} is kept by {unit.sku.tracking}, and none is named")
    if unit.sku.tracking == Tracking.SERIAL and quantity > 1:
        raise SerialNotSingle(f"{quantity} units of {unit.sku} have one serial")


def lock_serials(units: Sequence[StockUnit]) -> None:
    """Lock the serials of units, so that each is found once; before any balance."""
    serials = _single(units)
    if serials:
        rows = Lot.objects.filter(
            sku__in={unit.sku_id for unit in serials}, code__in={unit.lot for unit in serials}
        )
        list(rows.locked().values_list("id"))


def check_serials(units: Sequence[StockUnit]) -> None:
    """Check, after units were found, that no serial is in stock twice; they are locked.

    Raises:
        SerialKnown: one was in stock already.
    """
    serials = {(unit.sku_id, unit.lot): unit for unit in _single(units)}
    if not serials:
        return
    there = (
        StockUnit.objects.filter(
            sku__in={sku_id for sku_id, _serial in serials},
            lot__in={serial for _sku_id, serial in serials},
        )
        .order_by()
        .values("sku_id", "lot")
        .annotate(units=Sum("on_hand"))
        .filter(units__gt=1)
        .values_list("sku_id", "lot")
    )
    twice = [serials[pair] for pair in there if pair in serials]
    if twice:
        listed = ", ".join(sorted(f"{unit.sku} {unit.lot}" for unit in twice))
        raise SerialKnown(f"in stock already: {listed}")


def _single(units: Sequence[StockUnit]) -> list[StockUnit]:
    return [unit for unit in units if unit.sku.tracking == Tracking.SERIAL]
