"""What is booked when a walk ends: all it missed at once, or nothing any more."""

import pytest

from tests.factories.inventory import allocating, picking, put, register_location, reserved
from tests.factories.keeping import adjusting, found
from tests.inventory.picks.walking import allocated, booking, walk_of
from tests.inventory.reading import differences, on_hand, published, status_of, totals
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.catalogue.contracts.words import LocationKind, StockStatus
from wms.inventory.contracts import BookPicks, PickedPlace, ReasonCode, ReservationStatus
from wms.inventory.models import CycleCount, Location
from wms.inventory.picks.commands.book_short import book_short

pytestmark = pytest.mark.django_db
CONSUMED = ReservationStatus.CONSUMED


def one_missing_everywhere(walk):
    """Say that at each place of a walk for two units only one was found."""
    places = tuple(
        PickedPlace(
            allocation_id=place.allocation_id,
            quantity=1,
            short_quantity=1,
            reason=ReasonCode.NOT_FOUND,
        )
        for place in walk.places
    )
    return BookPicks(order_id=walk.order_id, actor="pia", is_complete=True, places=places)


def test_several_goods_missing_at_one_place_block_it_once():
    register_location("A-01")
    register_location("STAGE-1", LocationKind.STAGING)
    put(10, "BOLT-M8")
    put(10, "NUT-M8")
    order = reserved(("BOLT-M8", 2), ("NUT-M8", 2))
    walk = inventory.allocate_stock(allocating(order))

    inventory.book_picks(one_missing_everywhere(walk))

    for sku in ("BOLT-M8", "NUT-M8"):
        assert on_hand("STAGE-1", sku) == 1
        assert on_hand("A-01", sku, StockStatus.MISSING) == 1
        assert totals(sku) == (0, 0, 0)
    place = Location.objects.get(code="A-01")
    assert (place.blocked_for, place.block_note) == ("short_pick", "units were not found there")
    assert (CycleCount.objects.count(), status_of(order)) == (1, CONSUMED)
    assert differences() == ()


@pytest.mark.usefixtures("two_shelves")
def test_a_walk_whose_last_goods_were_lost_after_a_short_pick_is_done_with():
    order, allocation = allocated(5)
    book_short(booking(allocation, found=3, missing=2))
    adjust_stock(adjusting(found(-4, "B-01"), force=True))
    assert walk_of(order) == []
    before = published()

    inventory.book_picks(picking(allocation, short=2, is_complete=True))

    assert (status_of(order), published()) == (CONSUMED, before)
    assert differences() == ()


@pytest.mark.usefixtures("two_shelves")
def test_a_walk_of_which_all_was_lost_before_is_done_with():
    order, _allocation = allocated(10)
    lost = (found(-6, "A-01"), found(-4, "B-01"))
    adjust_stock(adjusting(*lost, force=True))
    assert walk_of(order) == []

    nothing = BookPicks(order_id=order.order_id, actor="", is_complete=True, places=())
    inventory.book_picks(nothing)
    inventory.book_picks(nothing)

    assert (status_of(order), totals()) == (CONSUMED, (0, 0, 0))
    assert differences() == ()
