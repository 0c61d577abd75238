"""The goods that claims can be made on."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F

from wms.inventory.contracts import LocationKind
from wms.inventory.domain.choosing import Choice
from wms.inventory.models import StockUnit


def choices_of(balance_ids: Collection[UUID]) -> list[Choice]:
    """Lock and return the eligible stock units with free goods; their balances are held."""
    units = (
        StockUnit.objects.eligible()
        .filter(balance__in=balance_ids, on_hand__gt=F("allocated"))
        .select_related("location")
        .locked()
    )
    return [
        Choice(
            unit_id=unit.id,
            balance_id=unit.balance_id,
            kind=LocationKind(unit.location.kind),
            pick_sequence=unit.location.pick_sequence,
            expires_on=unit.expires_on,
            free=unit.free,
        )
        for unit in units
    ]
