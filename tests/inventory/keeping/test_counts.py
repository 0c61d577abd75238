"""Counting what lies at a location, from asking to booking."""

from datetime import date

import pytest

from tests.factories.counts import (
    BOSS,
    COUNTER,
    SECOND,
    asked,
    counted,
    counted_twice,
    found,
    lines_of,
    posted,
    posting,
    published_counts,
    started,
    submitting,
)
from tests.factories.inventory import (
    CLIENT,
    allocating,
    picking,
    put,
    register_location,
    register_sku,
    reserving,
)
from tests.inventory.reading import differences, moved, on_hand, totals
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    AnotherPersonNeeded,
    AskRecount,
    CancelCount,
    CountCause,
    CountFilter,
    CountIncomplete,
    CountNotFound,
    CountNotReady,
    CountStatus,
    CountTaken,
    GoodsMissing,
    LocationKind,
    LocationNotFound,
    LotNotFound,
    NotCountedHere,
    ReasonCode,
    SkuNotFound,
    StockStatus,
)
from wms.inventory.models import CycleCount, CycleCountLine, Location, StockMovement
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db
MISSING = StockStatus.MISSING


@pytest.fixture(autouse=True)
def shelves():
    register_location("A-01", pick_sequence=1)
    register_location("A-02", pick_sequence=2)
    put(100)


def status_of(count):
    return CycleCount.objects.get(id=count.count_id).status


def count_moves():
    return [each for each in moved() if each[0] == "count"]


def test_a_location_is_asked_to_be_counted_once():
    first, second = asked(), asked()

    assert first == second
    assert (first.status, first.cause, first.location) == ("open", CountCause.REQUESTED, "A-01")
    assert first.number.startswith("C-")
    assert asked("A-02").count_id != first.count_id


def test_counts_of_two_clients_at_one_location_do_not_stand_in_each_others_way():
    other = ClientId(new_id())

    assert asked(client_id=other).count_id != asked().count_id
    assert CycleCount.objects.count() == 2


def test_what_is_as_expected_is_posted_at_once():
    count = counted(100)

    assert (count.status, count.round_no, count.posted_by) == (CountStatus.POSTED, 1, COUNTER)
    assert lines_of(count) == [("BOLT-M8", 100, 0, 0, 100)]
    assert (count_moves(), on_hand("A-01")) == ([], 100)
    assert published_counts() == [(str(count.count_id), 1)]
    assert Location.objects.get(code="A-01").counted_at == count.posted_at
    assert differences() == ()


def test_a_small_difference_is_booked_at_once():
    count = counted(99)

    assert count.status is CountStatus.POSTED
    assert (on_hand("A-01"), totals()) == (99, (99, 0, 0))
    move = StockMovement.objects.get(cause="count")
    assert (move.quantity, move.to_location.code, move.from_status) == (1, "adjustment", "usable")
    assert (move.reason, move.reference, move.actor) == ("count_difference", count.number, COUNTER)
    assert differences() == ()


def test_a_larger_one_is_counted_again_by_somebody_else():
    count = counted(95)

    assert (count.status, count.worker) == (CountStatus.RECOUNT, "")
    with pytest.raises(AnotherPersonNeeded):
        started(count, COUNTER)
    assert (status_of(count), on_hand("A-01"), published_counts()) == ("recount", 100, [])
    again = inventory.submit_count(submitting(started(count, SECOND), 96, worker=SECOND))

    assert (again.status, again.round_no, on_hand("A-01")) == (CountStatus.POSTED, 2, 96)
    assert count_moves() == [("count", "A-01", "adjustment", 4)]
    assert differences() == ()


def test_a_large_one_waits_for_a_supervisor():
    count = counted_twice(50)
    assert (count.status, on_hand("A-01")) == (CountStatus.COUNTED, 100)

    done = inventory.post_count(posting(count))
    again = inventory.post_count(posting(count))

    assert (done.status, done.posted_by, on_hand("A-01")) == (CountStatus.POSTED, BOSS, 50)
    assert again == done
    assert published_counts() == [(str(count.count_id), 1)]
    assert differences() == ()


def test_who_counted_does_not_approve():
    count = counted_twice(50)

    with pytest.raises(AnotherPersonNeeded):
        inventory.post_count(posting(count, SECOND))

    assert (status_of(count), on_hand("A-01"), published_counts()) == ("counted", 100, [])


def test_a_supervisor_may_have_it_counted_once_more():
    count = counted_twice(50)

    again = inventory.ask_recount(AskRecount(count_id=count.count_id, actor=BOSS))
    with pytest.raises(AnotherPersonNeeded):
        started(again, SECOND)
    done = inventory.submit_count(submitting(started(again, COUNTER), 100))

    assert (again.status, done.status, done.round_no) == ("recount", "posted", 3)
    assert on_hand("A-01") == 100


def test_more_than_expected_comes_from_nowhere_and_can_be_promised():
    waiting = reserving(104)
    inventory.reserve_stock(waiting)

    posted(105)

    assert count_moves() == [("count", "adjustment", "A-01", 5)]
    assert totals() == (105, 104, 0)
    assert differences() == ()


def test_goods_that_nobody_expected_are_a_line_too():
    register_sku("NUT-M8")

    count = posted(100, found(3, "NUT-M8"))

    assert lines_of(count) == [("BOLT-M8", 100, 0, 0, 100), ("NUT-M8", 0, 0, 0, 3)]
    assert (on_hand("A-01", "NUT-M8"), totals("NUT-M8")) == (3, (3, 0, 0))
    assert differences() == ()


def test_what_is_not_named_is_asked_for_unless_that_is_all():
    put(10, "NUT-M8", lot="L7")
    count = started()

    with pytest.raises(CountIncomplete, match="NUT-M8 lot L7") as refusal:
        inventory.submit_count(submitting(count, 100))
    assert "10" not in str(refusal.value)
    assert (status_of(count), CycleCountLine.objects.count()) == ("in_progress", 0)
    done = inventory.submit_count(submitting(count, 100, complete=True))

    assert lines_of(done) == [("BOLT-M8", 100, 0, 0, 100), ("NUT-M8", 10, 0, 0, 0)]


def test_goods_without_a_status_are_those_that_lie_there():
    put(10, "MILK", location="A-02", lot="L1", expires_on=date(2001, 1, 1))

    count = counted(found(10, "MILK", "L1"), location="A-02")

    assert count.status is CountStatus.POSTED
    assert on_hand("A-02", "MILK", StockStatus.EXPIRED) == 10


def test_damaged_goods_are_counted_apart():
    count = posted(97, found(3, status="damaged"))

    assert on_hand("A-01", status=StockStatus.DAMAGED) == 3
    assert (on_hand("A-01"), totals()) == (97, (97, 0, 0))
    assert lines_of(count) == [("BOLT-M8", 0, 0, 0, 3), ("BOLT-M8", 100, 0, 0, 97)]
    assert differences() == ()


@pytest.mark.parametrize(
    ("here", "usable", "moves"),
    [
        (94, 94, [("A-01", "adjustment", 6)]),
        (96, 96, [("A-01", "A-01", 2), ("A-01", "adjustment", 4)]),
        (100, 100, [("A-01", "A-01", 6)]),
        (101, 101, [("A-01", "A-01", 6), ("adjustment", "A-01", 1)]),
        (90, 90, [("A-01", "adjustment", 6), ("A-01", "adjustment", 4)]),
    ],
)
def test_missing_goods_are_found_again_or_written_off(here, usable, moves):
    order = reserving(6)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order)), short=6))
    assert (on_hand("A-01"), on_hand("A-01", status=MISSING)) == (94, 6)

    count = posted(here)

    assert lines_of(count) == [("BOLT-M8", 94, 0, 6, here)]
    assert (on_hand("A-01"), on_hand("A-01", status=MISSING)) == (usable, 0)
    assert [each[1:] for each in count_moves()] == moves
    assert totals()[0] == usable
    assert differences() == ()


def test_a_loss_of_many_missing_units_is_approved_of_even_if_nobody_is_surprised():
    order = reserving(30)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order)), short=30))

    count = counted(70)

    assert (count.status, on_hand("A-01", status=MISSING)) == (CountStatus.COUNTED, 30)


def test_a_difference_that_cannot_be_booked_any_more_is_refused():
    count = counted_twice(50)
    order = reserving(80)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))

    with pytest.raises(GoodsMissing):
        inventory.post_count(posting(count))

    assert (status_of(count), on_hand("A-01"), published_counts()) == ("counted", 20, [])
    assert differences() == ()


def test_only_one_worker_counts():
    count = started()

    assert started(count).worker == COUNTER
    with pytest.raises(CountTaken):
        started(count, SECOND)
    with pytest.raises(CountTaken):
        inventory.submit_count(submitting(count, 100, worker=SECOND))
    assert status_of(count) == "in_progress"


@pytest.mark.parametrize(
    ("findings", "refusal"),
    [
        ([found(1, "NEVER")], SkuNotFound),
        ([100, found(1, lot="NEVER")], LotNotFound),
        ([], CountIncomplete),
    ],
)
def test_a_refused_count_leaves_nothing(findings, refusal):
    count = started()

    with pytest.raises(refusal):
        inventory.submit_count(submitting(count, *findings))

    assert (status_of(count), CycleCountLine.objects.count()) == ("in_progress", 0)
    assert (on_hand("A-01"), published_counts()) == (100, [])


def test_a_count_is_done_in_its_order():
    count = asked()
    for early in (
        lambda: inventory.submit_count(submitting(count, 100)),
        lambda: inventory.post_count(posting(count)),
        lambda: inventory.ask_recount(AskRecount(count_id=count.count_id, actor=BOSS)),
    ):
        with pytest.raises(CountNotReady):
            early()
    done = inventory.submit_count(submitting(started(count), 100))
    cancel = CancelCount(count_id=count.count_id, actor=BOSS, reason="too late")
    for late in (
        lambda: started(done, SECOND),
        lambda: inventory.submit_count(submitting(count, 100)),
        lambda: inventory.cancel_count(cancel),
    ):
        with pytest.raises(CountNotReady):
            late()
    assert status_of(count) == "posted"


def test_a_count_in_hand_is_not_posted():
    count = started()

    with pytest.raises(CountNotReady):
        inventory.post_count(posting(count))

    assert status_of(count) == "in_progress"


def test_a_cancelled_count_makes_room_for_another():
    count = asked()
    cancel = CancelCount(count_id=count.count_id, actor=BOSS, reason="not now")

    assert inventory.cancel_count(cancel) == inventory.cancel_count(cancel)
    assert inventory.get_count(count_id=count.count_id).reason == "not now"
    assert asked().count_id != count.count_id


@pytest.mark.parametrize("kind", [LocationKind.STAGING, LocationKind.PACK_STATION])
def test_goods_on_their_way_out_are_not_counted(kind):
    register_location("OUT", kind)

    with pytest.raises(NotCountedHere):
        asked("OUT")
    with pytest.raises(LocationNotFound):
        asked("A-99")
    assert not CycleCount.objects.exists()


def test_counts_are_listed_without_numbers():
    count, other = counted(95), asked("A-02")

    page = PageRequest(limit=10)

    def listed(**filters):
        rows = inventory.list_counts(client_id=CLIENT, filters=CountFilter(**filters), page=page)
        return [row.count_id for row in rows.results]

    assert listed() == listed(unfinished=True) == [other.count_id, count.count_id]
    assert listed(status=CountStatus.RECOUNT) == listed(location="A-01") == [count.count_id]
    assert listed(cause=CountCause.PLANNED) == listed(worker="nobody") == []
    stranger = ClientId(new_id())
    assert not inventory.list_counts(client_id=stranger, filters=CountFilter(), page=page).results


def test_nobody_is_told_what_is_expected_before_all_have_counted():
    def told(count, **who):
        return inventory.get_count(count_id=count.count_id, **who).lines

    count = counted(50)
    assert told(count) == told(count, for_approver=True) == ()
    again = started(count, SECOND)
    assert told(again, for_approver=True) == again.lines == ()
    count = inventory.submit_count(submitting(again, 50, worker=SECOND))
    assert (count.lines, told(count)) == ((), ())

    assert [line.expected for line in told(count, for_approver=True)] == [100, 100]
    assert inventory.post_count(posting(count)).lines == ()
    assert [line.difference for line in told(count)] == [-50, -50]


def test_a_count_of_another_client_is_not_there():
    count = asked()

    with pytest.raises(CountNotFound):
        inventory.get_count(count_id=count.count_id, client_id=ClientId(new_id()))


def test_a_found_unit_of_a_lot_too_old_is_not_usable():
    put(10, "MILK", location="A-02", lot="L1", expires_on=date(2001, 1, 1))

    posted(found(9, "MILK", "L1"), found(1, "MILK", "L1", "usable"), location="A-02")

    assert on_hand("A-02", "MILK") == 0
    assert on_hand("A-02", "MILK", StockStatus.EXPIRED) == 10
    assert ReasonCode.COUNT_DIFFERENCE.value in {
        move.reason for move in StockMovement.objects.filter(cause="count")
    }
