"""Whose backorders are filled when stock becomes available."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
WaiterT = TypeVar("WaiterT", bound=Hashable)


@dataclass(frozen=True)
class Backordered(Generic[WaiterT, KeyT]):
    """Somebody who wants units of several kinds: all of them, or what is there of each."""

    name: WaiterT
    wanted: Mapping[KeyT, int]
    takes_part: bool = False


def filled_of(
    waiting: Iterable[Backordered[WaiterT, KeyT]], free: Mapping[KeyT, int]
) -> dict[WaiterT, dict[KeyT, int]]:
    """Return whose backorders are filled, in the given order, and with what.

    One who wants more than is left is passed over, so that a large demand does not hold up the
    small ones behind it, and keeps its place in the queue. One who takes a part is passed over
    only while there is nothing at all.
    """
    left = dict(free)
    filled = {}
    for waiter in waiting:
        taken = {
            key: min(units, left[key]) for key, units in waiter.wanted.items() if left[key] > 0
        }
        if not taken or (taken != dict(waiter.wanted) and not waiter.takes_part):
            continue
        filled[waiter.name] = taken
        for key, units in taken.items():
            left[key] -= units
    return filled
