"""What is reserved for each of several orders that ask at the same time."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
NameT = TypeVar("NameT", bound=Hashable)


@dataclass(frozen=True)
class OrderDemand(Generic[NameT, KeyT]):
    """Somebody who wants units for each of several lines: all of them, or what is there."""

    name: NameT
    lines: Sequence[tuple[KeyT, int]]
    takes_part: bool = False


@dataclass(frozen=True)
class Reserved:
    """How many units of each line were there when it was its turn, and whether it gets them."""

    there: tuple[int, ...]
    is_full: bool
    is_filled: bool


def reserve_in_turn(
    askers: Iterable[OrderDemand[NameT, KeyT]], free: Mapping[KeyT, int]
) -> dict[NameT, Reserved]:
    """Return what each gets, in the given order, as if they had come one after another.

    One that gets nothing leaves everything to those after it. Lines of the same key share its
    units, the first line first.
    """
    left = dict(free)
    outcomes: dict[NameT, Reserved] = {}
    for asker in askers:
        there = []
        for key, units in asker.lines:
            taken = max(0, min(units, left[key]))
            left[key] -= taken
            there.append(taken)
        is_full = all(
            taken == units for taken, (_key, units) in zip(there, asker.lines, strict=True)
        )
        is_filled = is_full or (asker.takes_part and any(there))
        if not is_filled:
            for taken, (key, _units) in zip(there, asker.lines, strict=True):
                left[key] += taken
        outcomes[asker.name] = Reserved(tuple(there), is_full, is_filled)
    return outcomes
