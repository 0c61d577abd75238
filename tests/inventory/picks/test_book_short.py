"""Goods that a picker does not find while walking: their place is blocked, others are claimed."""

import json

import pytest

from tests.factories.counts import posted
from tests.factories.inventory import picking, reserved
from tests.inventory.picks.walking import allocated, booking, walk_of
from tests.inventory.reading import differences, on_hand, published, status_of, totals
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.contracts import ReasonCode, ReservationStatus
from wms.inventory.models import CycleCount, InventoryOutbox, Location, ReservationLine
from wms.inventory.picks.commands.book_short import book_short

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_shelves")]
WAITING, ACTIVE, CONSUMED = (
    ReservationStatus.WAITING,
    ReservationStatus.ACTIVE,
    ReservationStatus.CONSUMED,
)


def allocation_subject(order):
    return inventory.get_reservation(order_id=order.order_id, round_no=1).reservation_id


def told(name):
    rows = InventoryOutbox.objects.filter(event_type=f"wms.inventory.{name}").order_by("id")
    return [json.loads(row.data) for row in rows]


def test_other_stock_is_allocated_and_all_open_places_are_published():
    order, allocation = allocated(5)

    book_short(booking(allocation, found=3, missing=2))

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


def test_the_walk_ends_with_what_was_found_everywhere():
    order, allocation = allocated(5)
    book_short(booking(allocation, found=3, missing=2))
    walk = inventory.get_walk(order_id=order.order_id, round_no=1)

    inventory.book_picks(picking(walk, is_complete=True))

    assert [on_hand(code) for code in ("A-01", "B-01", "STAGE-1")] == [1, 2, 5]
    assert (totals(), status_of(order), walk_of(order)) == ((2, 0, 0), CONSUMED, [])
    assert differences() == ()


def test_the_place_is_blocked_and_a_count_opens_it():
    allocated_elsewhere = reserved(4)
    _order, allocation = allocated(5)

    book_short(booking(allocation, found=3, missing=2))

    place = Location.objects.get(code="A-01")
    assert (place.blocked_for, place.block_note) == (
        "short_pick",
        "units were not found there",
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

    book_short(booking(allocation, found=3, missing=2, reason=reason))

    assert walk_of(order) == [("A-01", 1), ("B-01", 1)]
    assert on_hand("A-01", status=StockStatus(reason.value)) == 2
    assert (totals(), CycleCount.objects.exists()) == ((5, 0, 2), False)
    assert not Location.objects.get(code="A-01").is_blocked
    assert differences() == ()


def test_what_is_nowhere_is_lost_to_the_line():
    order, allocation = allocated(8)
    assert walk_of(order) == [("A-01", 6), ("B-01", 2)]

    book_short(booking(allocation, found=1, missing=5))

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

    book_short(booking(allocation, found=0, missing=6))

    assert (walk_of(order), status_of(order)) == ([], CONSUMED)
    assert [lost["missing"] for lost in told("allocation-short")] == [6]
    assert told("stock-allocated")[-1]["places"] == []
    assert (totals(), differences()) == ((4, 4, 0), ())


def test_goods_promised_to_less_urgent_orders_are_taken():
    order, allocation = allocated(5)
    later = reserved(5)

    book_short(booking(allocation, found=3, missing=2))

    assert (walk_of(order), status_of(later)) == ([("B-01", 2)], WAITING)
    assert told("allocation-short") == []
    assert differences() == ()


def test_nothing_is_taken_from_more_urgent_orders():
    urgent = reserved(4, rank=0)
    order, allocation = allocated(5)

    book_short(booking(allocation, found=3, missing=2))

    assert (walk_of(order), status_of(urgent)) == ([], ACTIVE)
    assert [lost["missing"] for lost in told("allocation-short")] == [2]
    assert (totals(), differences()) == ((4, 4, 0), ())
