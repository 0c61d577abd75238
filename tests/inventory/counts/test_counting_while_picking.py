"""What pickers have taken is no difference, whatever comes first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories.counts import (
    PICKER,
    confirmed,
    counted,
    counted_twice,
    lines_of,
    ordered,
    posted,
    posting,
    started,
    submitting,
    walking,
)
from tests.factories.inventory import (
    deallocating,
    picking,
    put,
    register_location,
    reserving,
)
from tests.inventory.reading import differences, on_hand, totals
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.models import StockMovement
from wms.inventory.work.contracts.counts import CountStatus
from wms.picking import facade as floor
from wms.picking.contracts import CancelPickTask, ConfirmPicks, Pick
from wms.picking.services.confirm_picks import confirm_picks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01")
    put(100)


@pytest.fixture
def places():
    """An order of 40 units, all of them to be taken from the shelf."""
    return ordered(40)


def nothing_was_booked():
    return not StockMovement.objects.filter(cause="count").exists()


def test_confirmed_before_the_count_and_booked_after(places):
    confirmed(walking(places))

    count = counted(60)
    inventory.book_picks(picking(places))

    assert count.status is CountStatus.POSTED
    assert lines_of(count) == [("BOLT-M8", 60, 40, 0, 60)]
    assert nothing_was_booked()
    assert (on_hand("A-01"), totals()) == (60, (60, 0, 0))
    assert differences() == ()


def test_confirmed_and_booked_before_the_count(places):
    confirmed(walking(places))
    inventory.book_picks(picking(places))

    count = counted(60)

    assert lines_of(count) == [("BOLT-M8", 60, 0, 0, 60)]
    assert nothing_was_booked()


def test_confirmed_after_the_count(places):
    task = walking(places)

    count = counted(100)
    confirmed(task)
    inventory.book_picks(picking(places))

    assert lines_of(count) == [("BOLT-M8", 100, 0, 0, 100)]
    assert nothing_was_booked()
    assert on_hand("A-01") == 60


def test_confirmed_between_two_rounds(places):
    task = walking(places)
    count = counted(97)

    confirmed(task)
    again = submit_count(submitting(started(count, "bob"), 57, worker="bob"))
    inventory.book_picks(picking(places))

    assert lines_of(again) == [("BOLT-M8", 60, 40, 0, 57)]
    assert (again.status, on_hand("A-01")) == (CountStatus.POSTED, 57)
    assert differences() == ()


def test_a_movement_between_count_and_posting_is_not_counted_twice(places):
    confirmed(walking(places))
    count = counted_twice(40)

    inventory.book_picks(picking(places))
    post_count(posting(count))

    assert lines_of(count) == [("BOLT-M8", 60, 40, 0, 40)]
    assert (on_hand("A-01"), totals()) == (40, (40, 0, 0))
    assert differences() == ()


def test_posting_leaves_to_pickers_what_they_have_in_hand(places):
    confirmed(walking(places))

    posted(0)
    assert (on_hand("A-01"), totals()) == (40, (40, 0, 40))
    inventory.book_picks(picking(places))

    assert (on_hand("A-01"), on_hand("STAGING"), totals()) == (0, 40, (0, 0, 0))
    assert differences() == ()


def test_units_a_picker_did_not_find_are_not_lost_twice(places, settings):
    settings.REPLACEMENT_WAIT = timedelta(0)
    confirmed(walking(places), short=5)

    count = counted(60)
    inventory.book_picks(picking(places, short=5))

    assert lines_of(count) == [("BOLT-M8", 60, 40, 0, 60)]
    assert nothing_was_booked()
    assert (on_hand("A-01"), on_hand("A-01", status=StockStatus.MISSING)) == (60, 5)
    assert differences() == ()


def test_units_booked_as_missing_after_the_count_are_no_variance_of_it(places, settings):
    settings.REPLACEMENT_WAIT = timedelta(0)
    confirmed(walking(places), short=8)
    count = counted_twice(40)
    assert lines_of(count) == [("BOLT-M8", 60, 40, 0, 40)]

    inventory.book_picks(picking(places, short=8))
    post_count(posting(count))

    assert (on_hand("A-01"), on_hand("A-01", status=StockStatus.MISSING)) == (40, 8)
    posted(40)
    assert (on_hand("A-01"), totals()) == (40, (40, 0, 0))
    assert on_hand("A-01", status=StockStatus.MISSING) == 0
    assert differences() == ()


def test_a_cancelled_walk_has_taken_what_it_has_taken(places):
    task = walking(places)
    (line,) = task.lines
    pick = Pick(allocation_id=line.allocation_id, location=line.location, sku=line.sku, quantity=40)
    confirm_picks(ConfirmPicks(task_id=task.task_id, actor=PICKER, picks=(pick,)))
    cancelled = floor.cancel_pick_task(
        CancelPickTask(
            order_id=places.order_id,
            client_id=task.client_id,
            warehouse_id=task.warehouse_id,
            reason="changed",
            force=True,
        )
    )

    count = counted(60)
    inventory.book_picks(picking(places))

    assert [line.quantity for line in cancelled.picked] == [40]
    assert lines_of(count) == [("BOLT-M8", 60, 40, 0, 60)]
    assert nothing_was_booked()
    assert differences() == ()


def test_claims_on_goods_that_are_not_there_move_to_others():
    register_location("B-01", pick_sequence=9)
    put(50, location="B-01")
    places = ordered(40)

    posted(0)
    now = inventory.get_allocation(order_id=places.order_id, round_no=1)

    assert [(place.location, place.quantity) for place in now.places] == [("B-01", 40)]
    assert (on_hand("A-01"), totals()) == (0, (50, 0, 40))
    assert differences() == ()


@pytest.mark.parametrize(("left", "here"), [(60, 20), (20, 20), (60, 60)])
def test_what_was_taken_after_its_claim_was_moved_away_is_no_difference(left, here):
    """The picker was there before the books said that the goods are elsewhere."""
    register_location("B-01", pick_sequence=9)
    put(50, location="B-01")
    places = ordered(40)
    task = walking(places)
    posted(0)
    put(left)
    assert on_hand("B-01") == 50
    confirmed(task)

    count = counted(here)
    inventory.book_picks(replace(picking(places), is_complete=True))

    expected = left - 40 if left >= 40 else left
    assert lines_of(count) == [("BOLT-M8", expected, left - expected, 0, here)]
    assert (on_hand("A-01"), on_hand("STAGING")) == (expected, 40)
    assert differences() == ()


def test_reservations_are_withdrawn_when_too_little_is_left():
    order = reserving(90)
    inventory.reserve_stock(order)

    posted(80)

    assert inventory.get_reservation(order_id=order.order_id, round_no=1).status == "waiting"
    assert totals() == (80, 0, 0)
    assert differences() == ()


def test_claims_given_back_are_not_asked_for(places):
    inventory.deallocate_stock(deallocating(reserving(1, order_id=places.order_id)))

    assert lines_of(counted(100)) == [("BOLT-M8", 100, 0, 0, 100)]
