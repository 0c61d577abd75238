"""How much a pick location is to be given, and from where."""

from collections.abc import Iterable, MutableMapping
from typing import NamedTuple
from uuid import UUID

from wms.inventory.domain.choosing import Choice


class Carry(NamedTuple):
    """Units to be carried from a stock unit."""

    unit_id: UUID
    quantity: int


def wanted(*, there: int, under_way: int, minimum: int, maximum: int) -> int:
    """Return how many units a place is to be given: up to the maximum, if below the minimum.

    ``there`` is what lies there and is not claimed; ``under_way`` what will come by itself.
    """
    expected = there + under_way
    return maximum - expected if expected < minimum else 0


def sources(
    choices: Iterable[Choice], left: MutableMapping[UUID, int], quantity: int
) -> list[Carry]:
    """Return where so many units are taken, in the order in which orders are picked.

    ``left`` is what every stock unit still has, and is counted down. Fewer units than asked for
    are given if there are no more.
    """
    carries = []
    for choice in sorted(choices, key=lambda choice: choice.preference):
        taken = min(left[choice.unit_id], quantity)
        if taken > 0:
            carries.append(Carry(choice.unit_id, taken))
            left[choice.unit_id] -= taken
            quantity -= taken
        if not quantity:
            break
    return carries
