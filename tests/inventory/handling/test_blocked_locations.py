"""Places that are closed, and what is promised of the goods there."""

import pytest

from tests.factories.inventory import (
    allocating,
    picking,
    put,
    register_location,
    releasing,
    reserved,
)
from tests.factories.keeping import blocking
from tests.inventory.reading import differences, on_hand, places_of, status_of, totals
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import StockShort
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.contracts import ReservationStatus
from wms.inventory.handling.commands.block_location import block_location
from wms.inventory.models import Location

pytestmark = pytest.mark.django_db
WAITING, ACTIVE = ReservationStatus.WAITING, ReservationStatus.ACTIVE


@pytest.fixture(autouse=True)
def places():
    register_location("A-01")
    register_location("STAGE-1", LocationKind.STAGING)


def test_a_blocked_location_is_not_reserved_and_keeps_its_allocations():
    put(10)
    claimed = reserved(4)
    inventory.allocate_stock(allocating(claimed))
    promised = reserved(5)

    block_location(blocking())

    assert (totals(), status_of(promised)) == ((4, 0, 4), WAITING)
    assert places_of(claimed) == [("A-01", 4)]
    assert status_of(reserved(1)) is WAITING
    with pytest.raises(StockShort):
        inventory.allocate_stock(allocating(promised))
    assert differences() == ()


@pytest.mark.parametrize("ending", ["picked", "given back"])
def test_what_a_claim_kept_usable_at_a_blocked_location_ends_with_it(ending):
    put(10)
    claimed = reserved(4)
    allocation = inventory.allocate_stock(allocating(claimed))
    block_location(blocking())

    if ending == "picked":
        inventory.book_picks(picking(allocation))
    else:
        inventory.release_reservation(releasing(claimed))

    assert (totals(), differences()) == ((0, 0, 0), ())


def test_a_location_opened_again_fills_backorders():
    put(10)
    promised = reserved(5)
    block_location(blocking())

    block_location(blocking(blocked=False))
    block_location(blocking(blocked=False))

    assert (totals(), status_of(promised)) == ((10, 5, 0), ACTIVE)
    assert differences() == ()


def test_goods_that_arrive_at_a_blocked_location_are_not_promised():
    put(1)
    block_location(blocking())

    put(9)

    assert (totals(), on_hand("A-01"), differences()) == ((0, 0, 0), 10, ())


def two_skus_of_one_order():
    """Ten BK-A and ten BK-B, each at a place of its own, and an order that wants of both."""
    for place in ("BK-1", "BK-2"):
        register_location(place)
    put(10, "BK-A", "BK-1")
    put(10, "BK-B", "BK-2")
    return reserved(("BK-A", 4), ("BK-B", 2))


def test_blocking_and_opening_a_place_does_not_oversell():
    order = two_skus_of_one_order()

    answer = block_location(blocking("BK-1"))

    assert (answer.is_blocked, Location.objects.get(code="BK-1").is_blocked) == (True, True)
    assert (totals("BK-A"), totals("BK-B")) == ((0, 0, 0), (10, 0, 0))
    assert (status_of(order), differences()) == (WAITING, ())

    answer = block_location(blocking("BK-1", blocked=False))

    assert (answer.is_blocked, Location.objects.get(code="BK-1").is_blocked) == (False, False)
    assert (totals("BK-A"), totals("BK-B")) == ((10, 4, 0), (10, 2, 0))
    assert status_of(order) is ACTIVE
    assert status_of(reserved(("BK-A", 16))) is WAITING
    assert differences() == ()


def test_opened_for_an_order_that_waits_for_more_skus_a_place_is_open_as_it_is_answered():
    place = "BK-1"
    for code in (place, "BK-2"):
        register_location(code)
    put(10, "BK-A", place)
    put(10, "BK-B", "BK-2")
    block_location(blocking(place))
    waits = reserved(("BK-A", 4), ("BK-B", 2))

    answer = block_location(blocking(place, blocked=False))

    row = Location.objects.get(code=place)
    assert (answer.is_blocked, row.is_blocked, row.blocked_for) == (False, False, "")
    assert (totals("BK-A"), totals("BK-B")) == ((10, 4, 0), (10, 2, 0))
    assert (status_of(waits), differences()) == (ACTIVE, ())
