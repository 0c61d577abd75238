"""A location that a short pick has blocked is open again when it is counted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.factories.counts import BOSS, asked, counted_twice, posted, posting
from tests.factories.inventory import (
    WAREHOUSE,
    allocating,
    picking,
    put,
    register_location,
    reserving,
)
from tests.factories.keeping import adjusting, found
from tests.inventory.reading import differences, on_hand, totals
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.catalogue.contracts.catalogue import BlockLocation
from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.counts.commands.cancel_count import cancel_count
from wms.inventory.counts.commands.plan_counts import plan_counts
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.commands.start_count import start_count
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.counts.contracts.counts import (
    CancelCount,
    NewFindings,
    PlanCounts,
    StartCount,
    SubmitCount,
)
from wms.inventory.handling.commands.block_location import block_location
from wms.inventory.models import CycleCount, Location
from wms.inventory.work.contracts.counts import CountCause, CountId
from wms.kernel.ids import ClientId
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf():
    """A shelf of 100 units, at which a picker has missed 6."""
    register_location("A-01")
    put(100)
    pick_short(6)


def pick_short(short):
    order = reserving(short)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order)), short=short))


def block(*, blocked=True):
    location = Location.objects.get(code="A-01")
    block_location(
        BlockLocation(location_id=location.id, blocked=blocked, reason="a leak", actor="sue")
    )


def is_blocked(code="A-01"):
    return Location.objects.get(code=code).is_blocked


def unfinished():
    rows = CycleCount.objects.unfinished().select_related("location").order_by("id")
    return [(row.location.code, row.cause, row.created_by) for row in rows]


def test_a_short_pick_blocks_the_place_and_asks_for_a_count():
    place = Location.objects.get(code="A-01")

    assert (place.is_blocked, place.blocked_for, place.block_note) == (
        True,
        "short_pick",
        "units were not found there",
    )
    assert unfinished() == [("A-01", "short_pick", "picker")]
    assert (totals(), on_hand("A-01")) == ((0, 0, 0), 94)
    assert differences() == ()


def test_its_goods_are_promised_to_those_who_wait():
    waiting = reserving(90)
    inventory.reserve_stock(waiting)
    assert (is_blocked(), totals()) == (True, (0, 0, 0))

    posted(94)

    assert not is_blocked()
    assert totals() == (94, 90, 0)
    assert inventory.get_reservation(order_id=waiting.order_id, round_no=1).status == "active"
    assert differences() == ()


@pytest.mark.parametrize("here", [90, 94, 97, 100, 103])
def test_whatever_was_found(here):
    posted(here)

    assert (is_blocked(), on_hand("A-01"), totals()) == (False, here, (here, 0, 0))
    assert on_hand("A-01", status=StockStatus.MISSING) == 0
    assert differences() == ()


def test_what_a_person_has_blocked_stays_so():
    block()

    posted(94)

    place = Location.objects.get(code="A-01")
    assert (place.blocked_for, place.block_note) == ("person", "a leak")
    assert (totals(), differences()) == ((0, 0, 0), ())


def test_a_short_pick_does_not_take_over_what_a_person_has_blocked():
    order = reserving(5)
    posted(94)
    inventory.reserve_stock(order)
    places = inventory.allocate_stock(allocating(order))
    block()

    inventory.book_picks(picking(places, short=1))

    assert Location.objects.get(code="A-01").blocked_for == "person"
    assert unfinished() == [("A-01", "short_pick", "picker")]


def test_a_count_that_was_asked_for_before_becomes_one_after_a_short_pick():
    register_location("B-01", pick_sequence=9)
    put(50, location="B-01")
    asked("B-01")
    assert unfinished()[1] == ("B-01", "requested", "keeper")

    pick_short(2)

    assert unfinished()[1] == ("B-01", "short_pick", "keeper")
    posted(48, location="B-01")
    assert (is_blocked("B-01"), is_blocked()) == (False, True)


def test_any_count_opens_it_when_the_one_that_was_asked_for_was_cancelled():
    count = asked()
    cancel_count(CancelCount(count_id=count.count_id, actor=BOSS, reason="later"))
    assert is_blocked()

    posted(94)

    assert (CycleCount.objects.latest("id").cause, is_blocked()) == ("requested", False)


def test_what_is_missed_meanwhile_is_counted_again():
    block(blocked=False)
    count = counted_twice(89)
    pick_short(8)

    post_count(posting(count))

    (again,) = CycleCount.objects.unfinished()
    assert (again.cause, again.created_by) == (CountCause.SHORT_PICK, BOSS)
    assert (is_blocked(), totals()) == (True, (0, 0, 0))
    assert (on_hand("A-01"), on_hand("A-01", status=StockStatus.MISSING)) == (86, 3)
    posted(86)
    assert (is_blocked(), totals()) == (False, (86, 0, 0))
    assert differences() == ()


def test_what_pickers_miss_that_the_count_did_not_find_either_is_lost_once():
    block(blocked=False)
    count = counted_twice(80)
    pick_short(2)

    post_count(posting(count))

    assert (on_hand("A-01"), on_hand("A-01", status=StockStatus.MISSING)) == (80, 0)
    assert (is_blocked(), totals(), unfinished()) == (False, (80, 0, 0), [])
    assert differences() == ()


def test_the_last_of_several_clients_counts_opens_it():
    other = ClientId(new_id())
    place = Location.objects.get(code="A-01")
    CycleCount.objects.create(
        client_id=other,
        warehouse_id=WAREHOUSE,
        location=place,
        cause=CountCause.SHORT_PICK,
        created_by="pia",
    )

    posted(94)
    assert is_blocked()
    theirs = CountId(CycleCount.objects.unfinished().get().id)
    start_count(StartCount(count_id=theirs, actor="token:eve"))
    nothing = NewFindings(lines=())
    submit_count(SubmitCount(count_id=theirs, actor="token:eve", findings=nothing))

    assert (is_blocked(), totals()) == (False, (94, 0, 0))
    assert differences() == ()


def test_the_schedule_counts_a_blocked_place_where_nothing_is_missing_any_more():
    count = asked()
    cancel_count(CancelCount(count_id=count.count_id, actor=BOSS, reason="later"))
    Location.objects.update(counted_at=datetime.now(UTC))
    gone = replace(found(-6, "A-01"), status=StockStatus.MISSING)
    adjust_stock(adjusting(gone, force=True))
    assert on_hand("A-01", status=StockStatus.MISSING) == 0

    plan_counts(PlanCounts(now=datetime.now(UTC), warehouse_id=WAREHOUSE))

    assert unfinished() == [("A-01", "short_pick", "system:schedule")]
    posted(94)
    assert not is_blocked()


def test_the_schedule_counts_a_blocked_place_where_nothing_is_left():
    count = asked()
    cancel_count(CancelCount(count_id=count.count_id, actor=BOSS, reason="later"))
    gone = replace(found(-6, "A-01"), status=StockStatus.MISSING)
    adjust_stock(adjusting(gone, found(-94, "A-01"), force=True))
    Location.objects.update(counted_at=datetime.now(UTC))

    plan_counts(PlanCounts(now=datetime.now(UTC), warehouse_id=WAREHOUSE))

    assert unfinished() == [("A-01", "short_pick", "system:schedule")]
    posted(complete=True)
    assert not is_blocked()


def test_the_schedule_counts_what_was_missed():
    count = asked()
    cancel_count(CancelCount(count_id=count.count_id, actor=BOSS, reason="later"))

    made = plan_counts(PlanCounts(now=datetime.now(UTC), warehouse_id=WAREHOUSE))

    assert len(made) == 1
    posted(94)
    assert not is_blocked()
