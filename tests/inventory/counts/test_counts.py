"""Counting what lies at a location, from asking to booking."""

import pytest

from tests.factories.counts import (
    BOSS,
    COUNTER,
    SECOND,
    asked,
    counted,
    counted_twice,
    lines_of,
    posting,
    published_counts,
    started,
    status_of,
    submitting,
)
from tests.factories.inventory import allocating, picking, reserving
from tests.inventory.reading import differences, moved, on_hand, totals
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import GoodsMissing
from wms.inventory.counts.commands.ask_recount import ask_recount
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.counts.contracts.counts import AskRecount
from wms.inventory.counts.contracts.refused_counts import AnotherPersonNeeded
from wms.inventory.models import CycleCount, Location, StockMovement
from wms.inventory.work.contracts.counts import CountCause, CountStatus
from wms.kernel.ids import ClientId
from wms.platform.ids import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hundred")]


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
    assert (moved("count"), on_hand("A-01")) == ([], 100)
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
    again = submit_count(submitting(started(count, SECOND), 96, worker=SECOND))

    assert (again.status, again.round_no, on_hand("A-01")) == (CountStatus.POSTED, 2, 96)
    assert moved("count") == [("count", "A-01", "adjustment", 4)]
    assert differences() == ()


def test_a_large_one_waits_for_a_supervisor():
    count = counted_twice(50)
    assert (count.status, on_hand("A-01")) == (CountStatus.COUNTED, 100)

    done = post_count(posting(count))
    again = post_count(posting(count))

    assert (done.status, done.posted_by, on_hand("A-01")) == (CountStatus.POSTED, BOSS, 50)
    assert again == done
    assert published_counts() == [(str(count.count_id), 2)]
    assert differences() == ()


def test_who_counted_does_not_approve():
    count = counted_twice(50)

    with pytest.raises(AnotherPersonNeeded):
        post_count(posting(count, SECOND))

    assert (status_of(count), on_hand("A-01"), published_counts()) == ("counted", 100, [])


def test_a_supervisor_may_have_it_counted_once_more():
    count = counted_twice(50)

    again = ask_recount(AskRecount(count_id=count.count_id, actor=BOSS))
    with pytest.raises(AnotherPersonNeeded):
        started(again, SECOND)
    done = submit_count(submitting(started(again, COUNTER), 100))

    assert (again.status, done.status, done.round_no) == ("recount", "posted", 3)
    assert on_hand("A-01") == 100


def test_a_difference_that_cannot_be_booked_any_more_is_refused():
    count = counted_twice(50)
    order = reserving(80)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))

    with pytest.raises(GoodsMissing):
        post_count(posting(count))

    assert (status_of(count), on_hand("A-01"), published_counts()) == ("counted", 20, [])
    assert differences() == ()
