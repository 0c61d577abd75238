"""Which stock units an order is picked from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from wms.inventory.catalogue.contracts.refusals import StockShort
from wms.inventory.catalogue.contracts.words import LocationKind, Strategy

Preference = tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class EligibleUnit:
    """An eligible stock unit with goods that nobody has allocated."""

    unit_id: UUID
    balance_id: UUID
    kind: LocationKind
    pick_sequence: int
    expires_on: date | None
    stocked_at: datetime
    free: int

    @property
    def preference(self) -> Preference:
        """Return what units are sorted by where nobody said otherwise: what expires first."""
        return (self.expires_on or date.max, *self.walk)

    @property
    def walk(self) -> Preference:
        """Return what decides among equals: pick faces before reserve, then the walk."""
        return (self.kind is not LocationKind.PICK, self.pick_sequence, self.unit_id)


@dataclass(frozen=True, kw_only=True)
class Demand:
    """Units of a SKU for a line of a reservation."""

    line_id: UUID
    balance_id: UUID
    sku: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class NewAllocation:
    """Units of one stock unit for one line."""

    line_id: UUID
    unit_id: UUID
    quantity: int


def _fefo(choice: EligibleUnit) -> Preference:
    return choice.preference


def _fifo(choice: EligibleUnit) -> Preference:
    return (choice.stocked_at, *choice.walk)


def _nearest(choice: EligibleUnit) -> Preference:
    return (choice.pick_sequence, choice.expires_on or date.max, choice.unit_id)


# Fewest locations is no order of the units: which ones are few depends on how much is wanted.
PREFERENCES: Mapping[Strategy, Callable[[EligibleUnit], Preference]] = {
    Strategy.FEFO: _fefo,
    Strategy.FIFO: _fifo,
    Strategy.NEAREST: _nearest,
    Strategy.FEWEST_LOCATIONS: _fefo,
}


class UnitPicker:
    """Hands out the free goods of stock units, to one order after another."""

    def __init__(
        self, choices: Iterable[EligibleUnit], strategies: Mapping[UUID, Strategy] | None = None
    ) -> None:
        self._strategies = strategies or {}
        self._by_balance: dict[UUID, list[EligibleUnit]] = {}
        self._free: dict[UUID, int] = {}
        for choice in choices:
            self._by_balance.setdefault(choice.balance_id, []).append(choice)
            self._free[choice.unit_id] = choice.free
        for balance_id, listed in self._by_balance.items():
            listed.sort(key=PREFERENCES[self._strategy(balance_id)])

    def claim(self, demands: Iterable[Demand]) -> list[NewAllocation]:
        """Fill every demand of an order, or take nothing.

        Raises:
            StockShort: the units together hold too little of a SKU.
        """
        claims: list[NewAllocation] = []
        for demand in demands:
            found = self.allocate_what_is_there(demand)
            claims += found
            missing = demand.quantity - sum(claim.quantity for claim in found)
            if missing:
                for claim in claims:
                    self._free[claim.unit_id] += claim.quantity
                raise StockShort(demand.sku, missing)
        return claims

    def allocate_what_is_there(self, demand: Demand) -> list[NewAllocation]:
        """Fill a demand as far as the units go."""
        claims: list[NewAllocation] = []
        missing = demand.quantity
        for choice in self._in_turn(demand):
            taken = min(self._free[choice.unit_id], missing)
            if taken:
                claims.append(
                    NewAllocation(line_id=demand.line_id, unit_id=choice.unit_id, quantity=taken)
                )
                self._free[choice.unit_id] -= taken
                missing -= taken
            if not missing:
                break
        return claims

    def _in_turn(self, demand: Demand) -> Sequence[EligibleUnit]:
        listed = self._by_balance.get(demand.balance_id, [])
        if self._strategy(demand.balance_id) is not Strategy.FEWEST_LOCATIONS:
            return listed
        # The smallest one that has it all; without such a one, the largest first.
        whole = [each for each in listed if self._free[each.unit_id] >= demand.quantity]
        if whole:
            return [min(whole, key=lambda each: (self._free[each.unit_id], *_fefo(each)))]
        return sorted(listed, key=lambda each: (-self._free[each.unit_id], *_fefo(each)))

    def _strategy(self, balance_id: UUID) -> Strategy:
        return self._strategies.get(balance_id, Strategy.FEFO)
