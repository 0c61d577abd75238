"""What a newer list of places means for a walk that has stops already."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from wms.inventory.contracts import Place
from wms.picking.contracts import PickLineStatus


class Stop(Protocol):
    """A place of a task where units are taken, and the list that brought it."""

    @property
    def allocation_id(self) -> UUID: ...

    @property
    def line_no(self) -> int: ...

    @property
    def quantity(self) -> int: ...

    @property
    def picked(self) -> int: ...

    @property
    def status(self) -> str: ...

    @property
    def places_version(self) -> int: ...


AnyStop = TypeVar("AnyStop", bound=Stop)


@dataclass(frozen=True, kw_only=True)
class NewStop:
    """A place that becomes a stop: for so many of its units, or withdrawn from the beginning."""

    place: Place
    quantity: int
    status: PickLineStatus


@dataclass(frozen=True, kw_only=True)
class Changes(Generic[AnyStop]):
    """How a walk goes on: stops that are not walked to any more, and new ones in order."""

    withdrawn: tuple[AnyStop, ...]
    new: tuple[NewStop, ...]


def follow(stops: Sequence[AnyStop], places: Iterable[Place]) -> Changes[AnyStop]:
    """Return what a newer list of places changes; confirmed stops stay as they are.

    An open stop that is not in the list is withdrawn. No line is ever walked for more than it
    was at first: what a picker has in hand, be its claim gone, is not fetched a second time. A
    place of which nothing is needed for that reason is known, and withdrawn.
    """
    listed = {place.allocation_id: place for place in places}
    known = {stop.allocation_id for stop in stops}
    is_open = [stop for stop in stops if stop.status == PickLineStatus.OPEN]
    withdrawn = tuple(stop for stop in is_open if stop.allocation_id not in listed)
    staying = [stop for stop in is_open if stop.allocation_id in listed]
    room = wanted(stops)
    for stop in stops:
        room[stop.line_no] -= stop.picked
    for stop in staying:
        room[stop.line_no] -= stop.quantity
    new = []
    for place in sorted(listed.values(), key=lambda each: (each.pick_sequence, each.location)):
        if place.allocation_id in known:
            continue
        needed = max(0, min(place.quantity, room.get(place.line_no, place.quantity)))
        if place.line_no in room:
            room[place.line_no] -= needed
        new.append(
            NewStop(
                place=place,
                quantity=needed or place.quantity,
                status=PickLineStatus.OPEN if needed else PickLineStatus.CANCELLED,
            )
        )
    return Changes(withdrawn=withdrawn, new=tuple(new))


def wanted(stops: Iterable[Stop]) -> Counter[int]:
    """Return for each line how many units the first list that knew it asked for."""
    listed = list(stops)
    first: dict[int, int] = {}
    for stop in listed:
        known = first.get(stop.line_no, stop.places_version)
        first[stop.line_no] = min(known, stop.places_version)
    units = Counter[int]()
    for stop in listed:
        if stop.places_version == first[stop.line_no]:
            units[stop.line_no] += stop.quantity
    return units
