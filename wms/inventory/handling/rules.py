"""When goods need approval to be found, lost or called unfit."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Worth(NamedTuple):
    """What one base unit is worth, in a currency of ISO 4217."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, kw_only=True)
class AdjustmentLimits:
    """What one person may book alone: so many units, so much in each currency."""

    units: int
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class Extent:
    """How large a change is, whichever way its goods go; ``worth`` is by currency."""

    units: int
    worth: Mapping[str, Decimal]

    def plus(self, other: "Extent") -> "Extent":
        """Return how large both are together."""
        currencies = {*self.worth, *other.worth}
        return Extent(
            units=self.units + other.units,
            worth={
                each: self.worth.get(each, Decimal(0)) + other.worth.get(each, Decimal(0))
                for each in currencies
            },
        )

    def in_words(self) -> dict[str, str]:
        """Return the worth as decimal strings, to be stored."""
        return {currency: f"{value:f}" for currency, value in sorted(self.worth.items())}


def extent_of(lines: Iterable[tuple[int, Collection[Worth]]]) -> Extent:
    """Return how large lines are, each so many units found or written off, and the worth of one.

    Of several values in a currency the highest counts. What is found at one place does not make
    up for what is lost at another.
    """
    units = 0
    worth: dict[str, Decimal] = {}
    for quantity, values in lines:
        units += abs(quantity)
        highest: dict[str, Decimal] = {}
        for each in values:
            highest[each.currency] = max(each.amount, highest.get(each.currency, each.amount))
        for currency, amount in highest.items():
            worth[currency] = worth.get(currency, Decimal(0)) + abs(quantity) * amount
    return Extent(units=units, worth=worth)


def needs_approval(extent: Extent, limits: AdjustmentLimits) -> bool:
    """Return whether a change is above the limits; values are never converted."""
    return extent.units > limits.units or any(
        value > limits.value for value in extent.worth.values()
    )
