"""What became of orders, and of shelves, as the API tells it."""

import pytest

from demo.auditing import compare
from demo.outcomes import Outcome, outcome_of
from demo.world import Shelf


def order(status="completed", **line):
    line = {"short_closed": 0, "cancelled": 0, "backordered": 0, **line}
    return {"status": status, "lines": [line]}


@pytest.mark.parametrize(
    ("parent", "children", "walks", "outcome"),
    [
        (order(), [], 1, Outcome.REPLACED),
        (order(), [], 2, Outcome.HEALED),
        (order(short_closed=1), [], 2, Outcome.SHORT),
        (order(cancelled=1), [], 1, Outcome.SHORT),
        (order(backordered=1), [order()], 1, Outcome.FOLLOWED),
        (order(backordered=1), [order("backordered")], 1, Outcome.UNFINISHED),
        (order("cancelled", cancelled=3), [], 1, Outcome.CANCELLED),
        (order("picking"), [], 1, Outcome.UNFINISHED),
    ],
)
def test_what_became_of_an_order(parent, children, walks, outcome):
    assert outcome_of(parent, children, walks) is outcome


def unit(location, on_hand, status="usable", lot=""):
    return {"location": location, "sku": "MUG", "lot": lot, "status": status, "on_hand": on_hand}


def test_books_that_describe_the_world_have_no_difference():
    units = [unit("A-1", 3), unit("A-1", 1, "damaged"), unit("A-2", 0), unit("A-3", 2, lot="L1")]

    audit = compare(units, {Shelf("A-1", "MUG"): 4, Shelf("A-3", "MUG", "L1"): 2}, [])

    assert (audit.shelves, audit.units, audit.differences) == (2, 6, ())


def test_every_difference_is_reported():
    units = [unit("A-1", 3), unit("A-1", 1, "missing"), unit("A-2", 1)]

    audit = compare(units, {Shelf("A-1", "MUG"): 2, Shelf("A-4", "MUG", "L1"): 5}, ["A-1"])

    assert audit.differences == (
        "A-1, MUG: 1 still missing in the books",
        "A-1, MUG: 2 units there, 3 in the books",
        "A-2, MUG: 0 units there, 1 in the books",
        "A-4, MUG lot L1: 5 units there, 0 in the books",
        "A-1 is still blocked",
    )
