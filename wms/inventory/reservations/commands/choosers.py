"""The goods that allocations can be made on."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F

from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.reservations.models.rules import strategies_of
from wms.inventory.reservations.rules.strategies import EligibleUnit, UnitPicker
from wms.inventory.stock.models.stock import StockUnit


def picker_of_units(balance_ids: Collection[UUID]) -> UnitPicker:
    """Return what hands out the free goods of balances, which are held, by their strategies."""
    return UnitPicker(_choices(balance_ids), strategies_of(balance_ids))


def _choices(balance_ids: Collection[UUID]) -> list[EligibleUnit]:
    units = (
        StockUnit.objects.eligible()
        .filter(balance__in=balance_ids, on_hand__gt=F("allocated"))
        .select_related("location")
        .locked()
    )
    return [
        EligibleUnit(
            unit_id=unit.id,
            balance_id=unit.balance_id,
            kind=LocationKind(unit.location.kind),
            pick_sequence=unit.location.pick_sequence,
            expires_on=unit.expires_on,
            stocked_at=unit.stocked_at,
            free=unit.free,
        )
        for unit in units
    ]
