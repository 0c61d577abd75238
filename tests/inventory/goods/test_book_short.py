"""Goods that a picker does not find while walking: their place is blocked, others are claimed."""

import json

import pytest

from tests.factories.counts import posted
from tests.factories.inventory import (
    allocating,
    deallocating,
    picking,
    put,
    register_location,
    reserving,
)
from tests.factories.keeping import adjusting, found
from tests.inventory.reading import differences, on_hand, published, totals
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    AllocationNotFound,
    AllocationReleased,
    BookShort,
    LocationKind,
    PickDiffers,
    PickedPlace,
    ReasonCode,
    ReservationNotFound,
    ReservationStatus,
    StockStatus,
)
from wms.inventory.models import CycleCount, InventoryOutbox, Location, ReservationLine
from wms.kernel.ids import OrderId
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db
WAITING, ACTIVE, CONSUMED = (
    ReservationStatus.WAITING,
    ReservationStatus.ACTIVE,
    ReservationStatus.CONSUMED,
)


@pytest.fixture(autouse=True)
def shelves():
    """Six units at A-01, which is picked from first, and four at B-01."""
    register_location("A-01", pick_sequence=10)
    register_location("B-01", pick_sequence=20)
    register_location("STAGE-1", LocationKind.STAGING)
    put(6, location="A-01")
    put(4, location="B-01")


def allocated(*wishes, rank=2):
    order = reserving(*wishes, rank=rank)
    inventory.reserve_stock(order)
    return order, inventory.allocate_stock(allocating(order))


def reserved(units, rank=2):
    order = reserving(units, rank=rank)
    inventory.reserve_stock(order)
    return order


def booking(allocation, *, found, missing, reason=ReasonCode.NOT_FOUND):
    """Say of the first place of an order what was there."""
    place = PickedPlace(
        allocation_id=allocation.places[0].allocation_id,
        quantity=found,
        short_quantity=missing,
        reason=reason,
    )
    return BookShort(order_id=allocation.order_id, place=place, actor="pia")


def status_of(order):
    return inventory.get_reservation(order_id=order.order_id, round_no=1).status


def walk_of(order):
    walk = inventory.get_walk(order_id=order.order_id, round_no=1)
    return [(place.location, place.quantity) for place in walk.places]


def told(name):
    rows = InventoryOutbox.objects.filter(event_type=f"wms.inventory.{name}").order_by("id")
    return [json.loads(row.data) for row in rows]


def nothing_new(before):
    return (published(), totals(), CycleCount.objects.count()) == before


def now():
    return published(), totals(), CycleCount.objects.count()


def test_other_goods_are_claimed_and_all_open_places_are_told():
    order, allocation = allocated(5)

    inventory.book_short(booking(allocation, found=3, missing=2))

    assert walk_of(order) == [("B-01", 2)]
    assert [on_hand(code) for code in ("A-01", "B-01", "STAGE-1")] == [1, 4, 3]
    assert on_hand("A-01", status=StockStatus.MISSING) == 2
    # What is left at A-01 is not usable until it is counted.
    assert totals() == (4, 0, 2)
    assert published(allocation_subject(order))[2:] == [
        ("stock-picked", 3),
        ("stock-allocated", 4),
    ]
    (_first, again) = told("stock-allocated")
    assert [(place["location"], place["quantity"]) for place in again["places"]] == [("B-01", 2)]
    assert status_of(order) is ACTIVE
    assert ReservationLine.objects.get().allocated == 5
    assert differences() == ()


def allocation_subject(order):
    return inventory.get_reservation(order_id=order.order_id, round_no=1).reservation_id


def test_the_walk_ends_with_what_was_found_everywhere():
    order, allocation = allocated(5)
    inventory.book_short(booking(allocation, found=3, missing=2))
    walk = inventory.get_walk(order_id=order.order_id, round_no=1)

    inventory.book_picks(picking(walk, is_complete=True))

    assert [on_hand(code) for code in ("A-01", "B-01", "STAGE-1")] == [1, 2, 5]
    assert (totals(), status_of(order), walk_of(order)) == ((2, 0, 0), CONSUMED, [])
    assert differences() == ()


def test_the_place_is_blocked_and_a_count_opens_it():
    allocated_elsewhere = reserved(4)
    _order, allocation = allocated(5)

    inventory.book_short(booking(allocation, found=3, missing=2))

    place = Location.objects.get(code="A-01")
    assert (place.blocked_for, place.block_note) == (
        "short_pick",
        "2 x BOLT-M8 not found there",
    )
    count = CycleCount.objects.get()
    assert (count.location_id, count.cause, count.created_by) == (place.id, "short_pick", "pia")
    posted(1)
    assert not Location.objects.get(code="A-01").is_blocked
    assert status_of(allocated_elsewhere) is ACTIVE
    assert differences() == ()


@pytest.mark.parametrize("reason", [ReasonCode.DAMAGED, ReasonCode.EXPIRED])
def test_goods_that_are_there_but_unfit_block_nothing(reason):
    order, allocation = allocated(5)

    inventory.book_short(booking(allocation, found=3, missing=2, reason=reason))

    assert walk_of(order) == [("A-01", 1), ("B-01", 1)]
    assert on_hand("A-01", status=StockStatus(reason.value)) == 2
    assert (totals(), CycleCount.objects.exists()) == ((5, 0, 2), False)
    assert not Location.objects.get(code="A-01").is_blocked
    assert differences() == ()


def test_what_is_nowhere_is_lost_to_the_line():
    order, allocation = allocated(8)
    assert walk_of(order) == [("A-01", 6), ("B-01", 2)]

    inventory.book_short(booking(allocation, found=1, missing=5))

    assert walk_of(order) == [("B-01", 2), ("B-01", 2)]
    (lost,) = told("allocation-short")
    assert (lost["line_no"], lost["sku"], lost["missing"], lost["reason"]) == (
        1,
        "BOLT-M8",
        3,
        "5 x BOLT-M8 not found at A-01",
    )
    assert published(allocation_subject(order))[2:] == [
        ("stock-picked", 3),
        ("allocation-short", 4),
        ("stock-allocated", 5),
    ]
    assert ReservationLine.objects.get().allocated == 5
    assert differences() == ()


def test_an_order_of_which_nothing_is_left_to_pick_is_done_with():
    reserved(4, rank=0)
    order, allocation = allocated(6)
    assert walk_of(order) == [("A-01", 6)]

    inventory.book_short(booking(allocation, found=0, missing=6))

    assert (walk_of(order), status_of(order)) == ([], CONSUMED)
    assert [lost["missing"] for lost in told("allocation-short")] == [6]
    assert told("stock-allocated")[-1]["places"] == []
    assert (totals(), differences()) == ((4, 4, 0), ())


def test_goods_promised_to_less_urgent_orders_are_taken():
    order, allocation = allocated(5)
    later = reserved(5)

    inventory.book_short(booking(allocation, found=3, missing=2))

    assert (walk_of(order), status_of(later)) == ([("B-01", 2)], WAITING)
    assert told("allocation-short") == []
    assert differences() == ()


def test_nothing_is_taken_from_more_urgent_orders():
    urgent = reserved(4, rank=0)
    order, allocation = allocated(5)

    inventory.book_short(booking(allocation, found=3, missing=2))

    assert (walk_of(order), status_of(urgent)) == ([], ACTIVE)
    assert [lost["missing"] for lost in told("allocation-short")] == [2]
    assert (totals(), differences()) == ((4, 4, 0), ())


def test_again_it_changes_nothing():
    _order, allocation = allocated(5)
    short = booking(allocation, found=3, missing=2)
    inventory.book_short(short)
    before = now()

    inventory.book_short(short)

    assert nothing_new(before)


def test_after_the_whole_walk_was_booked_it_changes_nothing():
    order, allocation = allocated(5)
    inventory.book_picks(picking(allocation, short=2, is_complete=True))
    before = now()

    inventory.book_short(booking(allocation, found=3, missing=2))

    assert nothing_new(before)
    assert (walk_of(order), status_of(order)) == ([], CONSUMED)


def test_goods_that_were_claimed_too_late_for_the_walk_are_given_up():
    order, allocation = allocated(5)
    inventory.book_short(booking(allocation, found=3, missing=2))

    inventory.book_picks(picking(allocation, short=2, is_complete=True))

    assert (walk_of(order), status_of(order)) == ([], CONSUMED)
    assert ([on_hand(code) for code in ("B-01", "STAGE-1")], totals()) == ([4, 3], (4, 0, 0))
    assert differences() == ()


def test_a_claim_that_was_moved_away_is_left_to_the_end_of_the_walk():
    order, allocation = allocated(3)
    inventory.adjust_stock(adjusting(found(-6, "A-01"), force=True))
    assert walk_of(order) == [("B-01", 3)]
    before = now()[:2]

    inventory.book_short(booking(allocation, found=1, missing=2))

    assert (published(), totals()) == before


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"found": 4}, PickDiffers),
        ({"reason": None}, PickDiffers),
        ({"found": -1}, PickDiffers),
    ],
)
def test_numbers_that_do_not_fit_change_nothing(change, refusal):
    _order, allocation = allocated(5)
    before = now()

    with pytest.raises(refusal):
        inventory.book_short(booking(allocation, **{"found": 3, "missing": 2} | change))

    assert nothing_new(before)
    assert not Location.objects.get(code="A-01").is_blocked


def test_what_is_unknown_or_was_given_back_is_refused():
    order, allocation = allocated(5)
    _other, foreign = allocated(1)
    short = booking(allocation, found=3, missing=2)
    stranger = BookShort(order_id=OrderId(new_id()), place=short.place, actor="pia")
    confused = BookShort(
        order_id=order.order_id, place=booking(foreign, found=0, missing=1).place, actor="pia"
    )
    before = now()

    with pytest.raises(ReservationNotFound):
        inventory.book_short(stranger)
    with pytest.raises(AllocationNotFound):
        inventory.book_short(confused)
    assert nothing_new(before)
    inventory.deallocate_stock(deallocating(order))
    before = now()
    with pytest.raises(AllocationReleased):
        inventory.book_short(short)

    assert nothing_new(before)
    assert not Location.objects.get(code="A-01").is_blocked
