"""THE rule of which goods may be reserved, allocated and picked, and what it says of the others.

It is a list of named rules. A query keeps the units that all of them admit, a unit in hand is
asked each of them in turn, and whoever wants to know why not gets the names: three readings of
one list, so they cannot differ. There is no clock in it: goods that expire get another status, by
a write that takes the date.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, attrgetter
from typing import Any

from django.db.models import Q

from wms.inventory.catalogue.contracts.words import (
    LocationKind,
    StockStatus,
    UnitRefusal,
    VirtualLocation,
)

PROMISED_FROM = (LocationKind.PICK, LocationKind.RESERVE)


@dataclass(frozen=True, kw_only=True)
class EligibilityRule:
    """The values that a field of a stock unit (or of its location) may have.

    ``refusals`` has a name for every value that is not admitted.
    """

    field: str
    admitted: tuple[Any, ...]
    refusals: Mapping[Any, UnitRefusal]

    @property
    def condition(self) -> Q:
        """Return what a query on stock units asks for."""
        if len(self.admitted) == 1:
            return Q((self.field, self.admitted[0]))
        return Q((f"{self.field}__in", self.admitted))

    def refusal_of(self, unit: object) -> UnitRefusal | None:
        """Return why a stock unit is refused, or None if it is not; it need not be saved yet."""
        value = attrgetter(self.field.replace("__", "."))(unit)
        return None if value in self.admitted else self.refusals[value]


RULES = (
    EligibilityRule(
        field="status",
        admitted=(StockStatus.USABLE,),
        refusals={
            StockStatus.DAMAGED: UnitRefusal.DAMAGED,
            StockStatus.QUARANTINE: UnitRefusal.QUARANTINE,
            StockStatus.MISSING: UnitRefusal.MISSING,
            StockStatus.EXPIRED: UnitRefusal.EXPIRED,
        },
    ),
    EligibilityRule(
        field="location__kind",
        admitted=PROMISED_FROM,
        refusals={
            kind: UnitRefusal.NOT_PROMISED_FROM
            for kind in (*LocationKind, *VirtualLocation)
            if kind not in PROMISED_FROM
        },
    ),
    EligibilityRule(
        field="location__is_blocked", admitted=(False,), refusals={True: UnitRefusal.BLOCKED}
    ),
)

ELIGIBLE: Q = reduce(and_, (rule.condition for rule in RULES))


def refusals_of(unit: object) -> tuple[UnitRefusal, ...]:
    """Return the names of all rules that refuse a stock unit, saved or not."""
    return tuple(refusal for rule in RULES if (refusal := rule.refusal_of(unit)) is not None)
