"""What a newer list of places changes, for any walk and any list."""

from collections import Counter
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from tests.factories.picking import place
from wms.picking.contracts import PickLineStatus
from wms.picking.domain.follow import follow

OPEN, PICKED, SHORT, CANCELLED = PickLineStatus
LINES = st.integers(1, 2)


@dataclass
class Stop:
    line_no: int
    quantity: int
    status: str = OPEN
    picked: int = 0
    places_version: int = 0
    allocation_id: UUID = field(default_factory=uuid4)


def as_place(stop):
    return replace(
        place(quantity=stop.quantity, line_no=stop.line_no), allocation_id=stop.allocation_id
    )


def confirmed(stop, units):
    """A picker found so many units, or all that the stop asks for."""
    picked = min(units, stop.quantity)
    status = PICKED if picked == stop.quantity else SHORT
    return replace(stop, status=status, picked=picked)


def applied(stops, changes, version):
    """Return the stops as they are when the changes are made."""
    gone = {stop.allocation_id for stop in changes.withdrawn}
    left = [
        replace(each, status=CANCELLED) if each.allocation_id in gone else each for each in stops
    ]
    return left + [
        Stop(
            new.place.line_no,
            new.quantity,
            status=new.status,
            places_version=version,
            allocation_id=new.place.allocation_id,
        )
        for new in changes.new
    ]


def walked(stops):
    """Return how many units of each line are in hand or yet to be fetched."""
    units = Counter[int]()
    for stop in stops:
        units[stop.line_no] += stop.picked if stop.status != OPEN else stop.quantity
    return units


places = st.builds(
    place, quantity=st.integers(1, 9), line_no=LINES, pick_sequence=st.integers(0, 3)
)


@given(
    first=st.lists(st.builds(Stop, LINES, st.integers(1, 9)), max_size=4),
    lists=st.lists(st.lists(places, max_size=3), min_size=1, max_size=4),
    data=st.data(),
)
def test_a_walk_follows_every_list_and_never_fetches_more_than_it_was_for(first, lists, data):
    stops, asked = first, walked(first)
    for version, fresh in enumerate(lists, start=1):
        stops = [
            confirmed(stop, data.draw(st.integers(0, 9)))
            if stop.status == OPEN and data.draw(st.booleans())
            else stop
            for stop in stops
        ]
        kept = [stop for stop in stops if data.draw(st.booleans())]
        listed = [*map(as_place, kept), *fresh]

        changes = follow(stops, listed)
        after = applied(stops, changes, version)

        names = {each.allocation_id for each in listed}
        known = {stop.allocation_id: stop for stop in after}
        assert names <= known.keys()
        assert all(stop.allocation_id in names for stop in after if stop.status == OPEN)
        for stop in stops:
            is_gone = stop.status == OPEN and stop.allocation_id not in names
            assert known[stop.allocation_id] == (
                replace(stop, status=CANCELLED) if is_gone else stop
            )
        assert all(1 <= new.quantity <= new.place.quantity for new in changes.new)
        for line_no, units in walked(after).items():
            assert units <= asked.get(line_no, units)
        again = follow(after, listed)
        assert (again.withdrawn, again.new) == ((), ())
        stops = after
        for stop in after:
            # A line that nobody knew before is walked for what its first list asks for.
            if stop.line_no not in asked:
                asked |= {stop.line_no: walked(after)[stop.line_no]}


def test_what_is_lost_elsewhere_is_made_good_where_there_is_room():
    in_hand = Stop(1, 3, status=PICKED, picked=3)
    lost = Stop(1, 3)
    fresh = place(quantity=3)

    (new,) = follow([in_hand, lost], [fresh]).new

    assert (new.place, new.quantity, new.status) == (fresh, 3, OPEN)


def test_a_place_is_walked_to_for_a_part_of_its_units():
    short = Stop(1, 5, status=SHORT, picked=3)
    near, far = place(quantity=5, pick_sequence=1), place(quantity=5, pick_sequence=2)

    changes = follow([short], [far, near])

    assert [(new.place, new.quantity, new.status) for new in changes.new] == [
        (near, 2, OPEN),
        (far, 5, CANCELLED),
    ]
