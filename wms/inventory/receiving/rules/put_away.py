"""Where goods that came are best put.

The rule, in this order; a blocked place and one without room are never suggested:

1. where goods of the same SKU and lot lie already, pick places before reserve;
2. an empty pick place for the SKU: first one that is that is its pick face, then one of its storage
   class, then one that is for everything;
3. a reserve place with room.

Among places that are equal, the first of the walk. Goods that cannot be used go to the first
quarantine place instead. A place has room if the units fit under what it holds at most; where
nobody said what it holds, if it is empty, holds the same goods, or is for quarantine.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

from wms.inventory.catalogue.contracts.words import LocationKind

SHELVES = (LocationKind.PICK, LocationKind.RESERVE)


@dataclass(frozen=True, kw_only=True)
class IncomingStock:
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
class PutAwayLocation:
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

    def has_room(self, goods: IncomingStock) -> bool:
        """Return whether the goods fit."""
        if self.max_units is not None:
            return self.units + goods.quantity <= self.max_units
        is_for_all = self.kind is LocationKind.QUARANTINE
        return not self.units or is_for_all or goods.sort in self.holds

    @property
    def is_full(self) -> bool:
        """Return whether nothing but goods of its own sort can ever come here, if these can."""
        if self.kind is LocationKind.PICK:
            return self.units > 0
        if self.max_units is not None:
            return self.units >= self.max_units
        return self.units > 0 and self.kind is not LocationKind.QUARANTINE

    def plus(self, goods: IncomingStock) -> "PutAwayLocation":
        """Return the place with the goods in it."""
        return replace(self, units=self.units + goods.quantity, holds=self.holds | {goods.sort})


def suggest(
    goods: Sequence[IncomingStock], locations: Iterable[PutAwayLocation]
) -> list[UUID | None]:
    """Return for each of the goods the id of the place to put them; None if no place fits.

    Goods that come first are given their place first, and take its room.
    """
    places = _Places(locations)
    return [places.take_best(each) for each in goods]


class _Places:
    """Places that fill up, found without a look at all of them for each of the goods.

    Places that differ in nothing but their turn in the walk stand in one row: of those that are
    not full, the first with room is the best.
    """

    def __init__(self, locations: Iterable[PutAwayLocation]) -> None:
        self._there = {location.location_id: location for location in sorted(locations, key=_turn)}
        self._like: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
        self._rows: dict[_Row, dict[UUID, None]] = defaultdict(dict)
        for location in self._there.values():
            for sort in location.holds:
                self._like[sort].append(location.location_id)
            if not location.is_full and not location.is_blocked:
                self._rows[_row_of(location)][location.location_id] = None
        self._rows_for: dict[UUID | None, list[_Row]] = defaultdict(list)
        for row in self._rows:
            for sku_id in row.kept_for or {None}:
                self._rows_for[sku_id].append(row)

    def take_best(self, goods: IncomingStock) -> UUID | None:
        """Return the id of the best place, which is fuller from now on; None if none fits."""
        ranked = [
            (rank, location)
            for location in self._candidates(goods)
            if (rank := _rank(goods, location)) is not None
        ]
        if not ranked:
            return None
        _best, location = min(ranked, key=itemgetter(0))
        fuller = location.plus(goods)
        self._there[location.location_id] = fuller
        if goods.sort not in location.holds:
            self._like[goods.sort].append(location.location_id)
        if fuller.is_full:
            self._rows[_row_of(location)].pop(location.location_id, None)
        return location.location_id

    def _candidates(self, goods: IncomingStock) -> Iterator[PutAwayLocation]:
        """Give every place of such goods, and the first of each row that fits."""
        for location_id in self._like[goods.sort]:
            yield self._there[location_id]
        kinds = SHELVES if goods.is_usable else (LocationKind.QUARANTINE,)
        for row in (*self._rows_for[None], *self._rows_for[goods.sku_id]):
            if row.kind in kinds and row.storage_class in {"", goods.storage_class}:
                in_turn = (self._there[location_id] for location_id in self._rows[row])
                first = next(
                    (location for location in in_turn if _rank(goods, location) is not None), None
                )
                if first is not None:
                    yield first


class _Row(NamedTuple):
    """What places have in common that differ in nothing but their turn."""

    kind: LocationKind
    kept_for: frozenset[UUID]
    storage_class: str


def _row_of(location: PutAwayLocation) -> _Row:
    return _Row(location.kind, location.kept_for, location.storage_class)


def _turn(location: PutAwayLocation) -> tuple[int, str, UUID]:
    return location.pick_sequence, location.code, location.location_id


def _rank(
    goods: IncomingStock, location: PutAwayLocation
) -> tuple[int, int, int, str, UUID] | None:
    """Return how good a place is, the least first; None if it does not fit."""
    if location.is_blocked or not location.has_room(goods):
        return None
    tier = _tier(goods, location) if goods.is_usable else _tier_of_unusable(location)
    return None if tier is None else (*tier, *_turn(location))


def _tier(goods: IncomingStock, location: PutAwayLocation) -> tuple[int, int] | None:
    if location.kind not in SHELVES:
        return None
    if goods.sort in location.holds:
        return 1, SHELVES.index(location.kind)
    is_meant = not location.kept_for or goods.sku_id in location.kept_for
    if not is_meant or location.storage_class not in {"", goods.storage_class}:
        return None
    if location.kind is LocationKind.RESERVE:
        return 3, 0
    if location.units:
        return None
    return 2, 0 if location.kept_for else 1 if location.storage_class else 2


def _tier_of_unusable(location: PutAwayLocation) -> tuple[int, int] | None:
    return (1, 0) if location.kind is LocationKind.QUARANTINE else None
