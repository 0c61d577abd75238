"""Which stock units an order is picked from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from wms.inventory.catalogue.contracts.refusals import StockShort
from wms.inventory.catalogue.contracts.words import LocationKind, Strategy

Preference = tuple[object, ...]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An eligible stock unit with goods that nobody has claimed."""

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
class Wish:
    """Units of a SKU for a line of a reservation."""

    line_id: UUID
    balance_id: UUID
    sku: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Units of one stock unit for one line."""

    line_id: UUID
    unit_id: UUID
    quantity: int


def _fefo(choice: Choice) -> Preference:
    return choice.preference


def _fifo(choice: Choice) -> Preference:
    return (choice.stocked_at, *choice.walk)


def _nearest(choice: Choice) -> Preference:
    return (choice.pick_sequence, choice.expires_on or date.max, choice.unit_id)


# Fewest locations is no order of the units: which ones are few depends on how much is wanted.
PREFERENCES: Mapping[Strategy, Callable[[Choice], Preference]] = {
    Strategy.FEFO: _fefo,
    Strategy.FIFO: _fifo,
    Strategy.NEAREST: _nearest,
    Strategy.FEWEST_LOCATIONS: _fefo,
}


class Chooser:
    """Hands out the free goods of stock units, to one order after another."""

    def __init__(
        self, choices: Iterable[Choice], strategies: Mapping[UUID, Strategy] | None = None
    ) -> None:
        self._strategies = strategies or {}
        self._by_balance: dict[UUID, list[Choice]] = {}
        self._free: dict[UUID, int] = {}
        for choice in choices:
            self._by_balance.setdefault(choice.balance_id, []).append(choice)
            self._free[choice.unit_id] = choice.free
        for balance_id, listed in self._by_balance.items():
            listed.sort(key=PREFERENCES[self._strategy(balance_id)])

    def claim(self, wishes: Iterable[Wish]) -> list[Claim]:
        """Fill every wish of an order, or take nothing.

        Raises:
            StockShort: the units together hold too little of a SKU.
        """
        claims: list[Claim] = []
        for wish in wishes:
            found = self.claim_what_is_there(wish)
            claims += found
            missing = wish.quantity - sum(claim.quantity for claim in found)
            if missing:
                for claim in claims:
                    self._free[claim.unit_id] += claim.quantity
                raise StockShort(wish.sku, missing)
        return claims

    def claim_what_is_there(self, wish: Wish) -> list[Claim]:
        """Fill a wish as far as the units go."""
        claims: list[Claim] = []
        missing = wish.quantity
        for choice in self._in_turn(wish):
            taken = min(self._free[choice.unit_id], missing)
            if taken:
                claims.append(Claim(line_id=wish.line_id, unit_id=choice.unit_id, quantity=taken))
                self._free[choice.unit_id] -= taken
                missing -= taken
            if not missing:
                break
        return claims

    def _in_turn(self, wish: Wish) -> Sequence[Choice]:
        listed = self._by_balance.get(wish.balance_id, [])
        if self._strategy(wish.balance_id) is not Strategy.FEWEST_LOCATIONS:
            return listed
        # The smallest one that has it all; without such a one, the largest first.
        whole = [each for each in listed if self._free[each.unit_id] >= wish.quantity]
        if whole:
            return [min(whole, key=lambda each: (self._free[each.unit_id], *_fefo(each)))]
        return sorted(listed, key=lambda each: (-self._free[each.unit_id], *_fefo(each)))

    def _strategy(self, balance_id: UUID) -> Strategy:
        return self._strategies.get(balance_id, Strategy.FEFO)
