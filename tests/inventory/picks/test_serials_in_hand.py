"""A single unit that a picker had in hand when the books lost it, and found it elsewhere."""

import pytest

from tests.factories.inventory import (
    allocating,
    picking,
    receiving,
    register_location,
    register_sku,
    reserved,
)
from tests.factories.keeping import adjusting, changing, found, turned
from tests.inventory.reading import differences, moved, on_hand, totals
from tests.support.database import connection
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.catalogue.contracts.lots import SerialKnown
from wms.inventory.catalogue.contracts.words import LocationKind, StockStatus, Tracking
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine

pytestmark = pytest.mark.django_db
SERIAL = {"sku": "PHONE", "lot": "S-1"}


@pytest.fixture
def walk():
    """A walk for one phone at A-01, which is written off while the picker has it."""
    register_location("A-01", pick_sequence=1)
    register_location("B-01", pick_sequence=2)
    register_location("STAGE-1", LocationKind.STAGING)
    register_sku("PHONE", tracking=Tracking.SERIAL)
    line = NewReceiptLine(sku="PHONE", location="A-01", quantity=1, lot="S-1")
    receive_stock(receiving(line))
    return claimed()


def claimed():
    """Return the places of an order for one phone."""
    return inventory.allocate_stock(allocating(reserved(("PHONE", 1))))


def lose():
    adjust_stock(adjusting(found(-1, **SERIAL), force=True))


def find(location):
    adjust_stock(adjusting(found(1, location, **SERIAL)))


def commit():
    """Let the database look at what it looks at when a transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def lie() -> tuple[int, int, int]:
    """Return how many phones lie on the shelves and in staging."""
    return on_hand("A-01", "PHONE"), on_hand("B-01", "PHONE"), on_hand("STAGE-1", "PHONE")


def test_a_serial_that_is_nowhere_is_found_again(walk):
    lose()

    inventory.book_picks(picking(walk))
    commit()

    assert (lie(), differences()) == ((0, 0, 1), ())
    assert moved("pick") == [("pick", "adjustment", "STAGE-1", 1)]


@pytest.mark.parametrize("location", ["A-01", "B-01"])
def test_a_serial_is_taken_from_where_the_books_have_it(walk, location):
    lose()
    find(location)

    inventory.book_picks(picking(walk))
    commit()

    assert moved("pick") == [("pick", location, "STAGE-1", 1)]
    assert (lie(), totals("PHONE"), differences()) == ((0, 0, 1), (0, 0, 0), ())


def test_a_serial_that_was_missing_is_found_in_the_hand_of_the_picker(walk):
    lose()
    find("B-01")
    missing = turned(1, StockStatus.MISSING, location="B-01", **SERIAL)
    change_status(changing(missing))

    inventory.book_picks(picking(walk))
    commit()

    assert on_hand("B-01", "PHONE", StockStatus.MISSING) == 0
    assert (lie(), totals("PHONE"), differences()) == ((0, 0, 1), (0, 0, 0), ())


@pytest.mark.parametrize("location", ["A-01", "B-01"])
def test_a_serial_that_is_claimed_for_another_order_is_for_a_person(walk, location):
    lose()
    find(location)
    claimed()

    with pytest.raises(SerialKnown, match=f"PHONE S-1 is in stock at {location}"):
        inventory.book_picks(picking(walk))

    assert (moved("pick"), lie()[2], differences()) == ([], 0, ())


def test_a_serial_that_was_picked_for_another_order_is_for_a_person(walk):
    lose()
    find("B-01")
    inventory.book_picks(picking(claimed()))

    with pytest.raises(SerialKnown, match="PHONE S-1 is in stock at STAGE-1"):
        inventory.book_picks(picking(walk))

    assert (len(moved("pick")), lie(), differences()) == (1, (0, 0, 1), ())


def test_a_serial_that_somebody_found_unfit_is_for_a_person(walk):
    lose()
    find("B-01")
    damaged = turned(1, StockStatus.DAMAGED, location="B-01", **SERIAL)
    change_status(changing(damaged))

    with pytest.raises(SerialKnown, match="PHONE S-1 is in stock at B-01"):
        inventory.book_picks(picking(walk))

    assert (moved("pick"), lie(), differences()) == ([], (0, 0, 0), ())
