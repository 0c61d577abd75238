"""Which stock units an order is picked from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wms.inventory.contracts import LocationKind, StockShort


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An eligible stock unit with goods that nobody has claimed."""

    unit_id: UUID
    balance_id: UUID
    kind: LocationKind
    pick_sequence: int
    expires_on: date | None
    free: int

    @property
    def preference(self) -> tuple[date, bool, int, UUID]:
        """Return what units are sorted by: the first one is taken first.

        What expires first goes first; then pick faces before reserve; then the walk from its
        beginning; then the oldest unit (its id holds the time it was made).
        """
        return (
            self.expires_on or date.max,
            self.kind is not LocationKind.PICK,
            self.pick_sequence,
            self.unit_id,
        )


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


class Chooser:
    """Hands out the free goods of stock units, to one order after another."""

    def __init__(self, choices: Iterable[Choice]) -> None:
        self._by_balance: dict[UUID, list[Choice]] = {}
        self._free: dict[UUID, int] = {}
        for choice in sorted(choices, key=lambda choice: choice.preference):
            self._by_balance.setdefault(choice.balance_id, []).append(choice)
            self._free[choice.unit_id] = choice.free

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
        for choice in self._by_balance.get(wish.balance_id, []):
            taken = min(self._free[choice.unit_id], missing)
            if taken:
                claims.append(Claim(line_id=wish.line_id, unit_id=choice.unit_id, quantity=taken))
                self._free[choice.unit_id] -= taken
                missing -= taken
            if not missing:
                break
        return claims
