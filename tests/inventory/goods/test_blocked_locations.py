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
from wms.inventory.contracts import LocationKind, ReservationStatus, StockShort

pytestmark = pytest.mark.django_db
WAITING, ACTIVE = ReservationStatus.WAITING, ReservationStatus.ACTIVE


@pytest.fixture(autouse=True)
def places():
    register_location("A-01")
    register_location("STAGE-1", LocationKind.STAGING)


def test_a_blocked_location_promises_nothing_and_keeps_its_claims():
    put(10)
    claimed = reserved(4)
    inventory.allocate_stock(allocating(claimed))
    promised = reserved(5)

    inventory.block_location(blocking())

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
    inventory.block_location(blocking())

    if ending == "picked":
        inventory.book_picks(picking(allocation))
    else:
        inventory.release_reservation(releasing(claimed))

    assert (totals(), differences()) == ((0, 0, 0), ())


def test_opened_again_a_location_serves_those_who_wait():
    put(10)
    promised = reserved(5)
    inventory.block_location(blocking())

    inventory.block_location(blocking(blocked=False))
    inventory.block_location(blocking(blocked=False))

    assert (totals(), status_of(promised)) == ((10, 5, 0), ACTIVE)
    assert differences() == ()


def test_goods_that_arrive_at_a_blocked_location_are_not_promised():
    put(1)
    inventory.block_location(blocking())

    put(9)

    assert (totals(), on_hand("A-01"), differences()) == ((0, 0, 0), 10, ())
