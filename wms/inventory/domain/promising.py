"""Whether stock suffices for what orders want, and who is served first when it arrives."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
WaiterT = TypeVar("WaiterT", bound=Hashable)


class Shortage(NamedTuple):
    """The first SKU of which there is too little, as the place of a wish, and how much."""

    place: int
    missing: int


def first_shortage(wishes: Iterable[tuple[KeyT, int]], free: Mapping[KeyT, int]) -> Shortage | None:
    """Return where stock runs out when the wishes are filled one after another, if it does.

    ``missing`` is what all wishes together lack of that key.
    """
    listed = list(wishes)
    wanted = Counter[KeyT]()
    for key, quantity in listed:
        wanted[key] += quantity
    for place, (key, _quantity) in enumerate(listed):
        if wanted[key] > free[key]:
            return Shortage(place, wanted[key] - free[key])
    return None


def fillable(
    waiting: Iterable[tuple[WaiterT, Mapping[KeyT, int]]], free: Mapping[KeyT, int]
) -> list[WaiterT]:
    """Return who can be served in full, in the given order.

    One who wants more than is left is passed over, so that a large wish does not hold up the
    small ones behind it, and keeps its place in the queue.
    """
    left = dict(free)
    served = []
    for waiter, wanted in waiting:
        if all(left[key] >= quantity for key, quantity in wanted.items()):
            served.append(waiter)
            for key, quantity in wanted.items():
                left[key] -= quantity
    return served
