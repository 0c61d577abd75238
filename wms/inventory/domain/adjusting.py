"""When an adjustment needs a second person."""

from collections.abc import Iterable, Mapping
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
    """How large an adjustment is, whichever way its goods go; ``worth`` is by currency."""

    units: int
    worth: Mapping[str, Decimal]


def extent_of(lines: Iterable[tuple[int, Worth | None]]) -> Extent:
    """Return how large lines are: each a number of units, found or lost, and what one is worth.

    What is found at one place does not make up for what is lost at another.
    """
    units = 0
    worth: dict[str, Decimal] = {}
    for quantity, each in lines:
        units += abs(quantity)
        if each is not None:
            before = worth.get(each.currency, Decimal(0))
            worth[each.currency] = before + abs(quantity) * each.amount
    return Extent(units=units, worth=worth)


def needs_second_person(extent: Extent, limits: AdjustmentLimits) -> bool:
    """Return whether an adjustment is above the limits; values are never converted."""
    return extent.units > limits.units or any(
        value > limits.value for value in extent.worth.values()
    )
