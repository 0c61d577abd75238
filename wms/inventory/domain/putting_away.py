"""Where goods that came are best put.

The rule, in this order; a blocked place and one without room are never suggested:

1. where goods of the same SKU and lot lie already, pick places before reserve;
2. an empty pick place for the SKU: first one that is kept filled with it, then one of its storage
   class, then one that is for everything;
3. a reserve place with room.

Among places that are equal, the first of the walk. Goods that cannot be used go to the first
quarantine place instead. A place has room if the units fit under what it holds at most; where
nobody said what it holds, if it is empty or holds the same goods.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from wms.inventory.contracts import LocationKind

SHELVES = (LocationKind.PICK, LocationKind.RESERVE)


@dataclass(frozen=True, kw_only=True)
class Goods:
    """Units to be put away, all of one SKU and lot."""

    sku_id: UUID
    lot: str
    storage_class: str
    quantity: int
    is_usable: bool = True

    @property
    def sort(self) -> tuple[UUID, str]:
        """Return what makes other goods the same."""
        return self.sku_id, self.lot


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place, with what lies there or is on its way; ``kept_for`` names the SKU it is filled with.

    ``max_units`` is None where nobody said how much it holds.
    """

    location_id: UUID
    code: str
    kind: LocationKind
    pick_sequence: int
    storage_class: str = ""
    is_blocked: bool = False
    max_units: int | None = None
    kept_for: frozenset[UUID] = frozenset()
    units: int = 0
    holds: frozenset[tuple[UUID, str]] = frozenset()

    def has_room(self, goods: Goods) -> bool:
        """Return whether the goods fit."""
        if self.max_units is not None:
            return self.units + goods.quantity <= self.max_units
        return not self.units or goods.sort in self.holds

    def plus(self, goods: Goods) -> "Spot":
        """Return the place with the goods in it."""
        return replace(self, units=self.units + goods.quantity, holds=self.holds | {goods.sort})


def suggest(goods: Sequence[Goods], spots: Iterable[Spot]) -> list[UUID | None]:
    """Return for each of the goods the id of the place to put them; None if no place fits.

    Goods that come first are given their place first, and take its room.
    """
    there = {spot.location_id: spot for spot in spots}
    chosen: list[UUID | None] = []
    for each in goods:
        fitting = (
            (rank, spot) for spot in there.values() if (rank := _rank(each, spot)) is not None
        )
        best = min(fitting, key=lambda ranked: ranked[0], default=None)
        if best is None:
            chosen.append(None)
            continue
        spot = best[1]
        there[spot.location_id] = spot.plus(each)
        chosen.append(spot.location_id)
    return chosen


def _rank(goods: Goods, spot: Spot) -> tuple[int, int, int, str, UUID] | None:
    """Return how good a place is, the least first; None if it does not fit."""
    if spot.is_blocked or not spot.has_room(goods):
        return None
    tier = _tier(goods, spot) if goods.is_usable else _tier_of_unusable(spot)
    if tier is None:
        return None
    return *tier, spot.pick_sequence, spot.code, spot.location_id


def _tier(goods: Goods, spot: Spot) -> tuple[int, int] | None:
    if spot.kind not in SHELVES:
        return None
    if goods.sort in spot.holds:
        return 1, SHELVES.index(spot.kind)
    is_meant = not spot.kept_for or goods.sku_id in spot.kept_for
    if not is_meant or spot.storage_class not in {"", goods.storage_class}:
        return None
    if spot.kind is LocationKind.RESERVE:
        return 3, 0
    if spot.units:
        return None
    return 2, 0 if spot.kept_for else 1 if spot.storage_class else 2


def _tier_of_unusable(spot: Spot) -> tuple[int, int] | None:
    return (1, 0) if spot.kind is LocationKind.QUARANTINE else None
