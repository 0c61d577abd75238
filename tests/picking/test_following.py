"""A walk follows its places: newer lists withdraw stops and bring others, older ones do nothing."""

from dataclasses import replace
from itertools import permutations

import pytest

from tests.factories.picking import (
    WORKER,
    cancelling,
    claimed_task,
    confirming,
    following,
    new_order,
    open_task,
    picks_of,
    place,
    placing,
    preparing,
    published,
    started_task,
    task_of,
)
from wms.inventory.contracts import ReasonCode
from wms.picking import facade as picking
from wms.picking.contracts import (
    ClaimPickTask,
    CompletePickTask,
    PickLineStatus,
    PickRoundClosed,
    PickTaskNotReady,
    PickTaskStatus,
    StartPickTask,
    StopWithdrawn,
)
from wms.picking.models import PickTask

pytestmark = pytest.mark.django_db
STARTED = [("task-created", 1), ("task-assigned", 2), ("task-started", 3)]
OPEN, PICKED, SHORT, CANCELLED = PickLineStatus


def at(number, **more):
    """A place that no other has: the number is its shelf and its turn."""
    return place(location=f"A-{number:02}", pick_sequence=number, **more)


def stops(task):
    """Return location, units asked, and status of each stop."""
    return [(line.location, line.quantity, line.status) for line in task.lines]


def follow(task, *places, version):
    return picking.place_pick_task(following(task, *places, version=version))


def complete(task):
    return picking.complete_pick_task(CompletePickTask(task_id=task.task_id, worker=WORKER))


def line_count(task):
    return PickTask.objects.get(task_id=task.task_id).line_count


@pytest.mark.parametrize("made", [open_task, claimed_task, started_task])
def test_goods_that_moved_are_walked_to_where_they_are_now(made):
    gone, stays = at(5), at(7, line_no=2)
    task = made(gone, stays)

    after = follow(task, at(9), stays, version=3)

    assert stops(after) == [("A-05", 5, CANCELLED), ("A-07", 5, OPEN), ("A-09", 5, OPEN)]
    assert (after.status, after.version, line_count(task)) == (task.status, task.version, 2)
    assert picking.get_pick_task(task_id=task.task_id) == after
    assert published(task.task_id) == STARTED[: task.version]


def test_one_place_may_become_several_in_the_order_of_the_walk():
    task = started_task(at(5, quantity=6))

    after = follow(task, at(9, quantity=2), at(1, quantity=3), at(7, quantity=1), version=3)

    assert stops(after) == [
        ("A-01", 3, OPEN),
        ("A-05", 6, CANCELLED),
        ("A-07", 1, OPEN),
        ("A-09", 2, OPEN),
    ]
    picked = picking.confirm_picks(confirming(after))
    assert [line.picked for line in picked.lines] == [3, 0, 1, 2]
    assert complete(task).status == PickTaskStatus.COMPLETED


def test_an_older_list_and_the_same_again_change_nothing():
    task = started_task(at(5))
    now = follow(task, at(9), version=4)

    for version in (0, 1, 3, 4):
        assert follow(task, at(5), version=version) == now
    assert follow(task, version=4) == now

    assert published(task.task_id) == STARTED


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_lists_may_come_in_any_order(order):
    order_id = new_order()
    lists = [
        placing(order_id, at(5), version=2),
        placing(order_id, at(7), version=4),
        placing(order_id, at(9), version=6),
    ]

    for which in order:
        picking.place_pick_task(lists[which])

    task = task_of(order_id)
    is_open = [line.location for line in task.lines if line.status == OPEN]
    assert (is_open, task.status, line_count(task)) == (["A-09"], PickTaskStatus.OPEN, 1)
    assert published(task.task_id) == [("task-created", 1)]


def test_places_of_an_unknown_version_open_a_task_and_any_known_one_is_newer():
    task = picking.place_pick_task(placing(new_order(), at(5)))

    after = follow(task, at(9), version=1)

    assert stops(after) == [("A-05", 5, CANCELLED), ("A-09", 5, OPEN)]


def test_a_withdrawn_stop_is_not_confirmed():
    second = at(7, line_no=2)
    task = started_task(at(5), second)
    gone, stays = picks_of(task)
    before = follow(task, second, at(9), version=3)

    for pick in (gone, replace(gone, quantity=0, reason=ReasonCode.NOT_FOUND)):
        with pytest.raises(StopWithdrawn, match="put back what you took there, and read the task"):
            picking.confirm_picks(confirming(task, stays, pick))

    assert picking.get_pick_task(task_id=task.task_id) == before
    assert published(task.task_id) == STARTED


def test_a_walk_ends_without_its_withdrawn_stops():
    first, second = at(5), at(7, line_no=2)
    task = started_task(first, second)
    picking.confirm_picks(confirming(task, picks_of(task)[0]))
    follow(task, first, version=3)

    done = complete(task)

    assert stops(done) == [("A-05", 5, PICKED), ("A-07", 5, CANCELLED)]
    assert published(task.task_id) == [*STARTED, ("item-picked", 4), ("task-completed", 5)]
    answer = picking.cancel_pick_task(cancelling(task.order_id, force=True))
    assert [line.allocation_id for line in answer.picked] == [first.allocation_id]


class TestGoodsInHand:
    """A confirmed stop stays, also if its claim is gone; its goods are not fetched again."""

    def test_nothing_is_walked_to_for_goods_in_hand(self):
        task = started_task(at(5))
        picking.confirm_picks(confirming(task))

        after = follow(task, at(9), version=3)

        assert stops(after) == [("A-05", 5, PICKED), ("A-09", 5, CANCELLED)]
        assert (after.lines[0].picked, line_count(task)) == (5, 1)
        assert complete(task).status == PickTaskStatus.COMPLETED

    def test_what_was_not_found_is_fetched_from_the_new_place(self):
        task = started_task(at(5))
        (pick,) = picks_of(task)
        short = replace(pick, quantity=3, reason=ReasonCode.DAMAGED)
        picking.confirm_picks(confirming(task, short))

        after = follow(task, at(9), version=3)

        assert stops(after) == [("A-05", 5, SHORT), ("A-09", 2, OPEN)]

    def test_other_stops_of_the_line_stay(self):
        in_hand, open_ = at(5, quantity=3), at(7, quantity=2)
        task = started_task(in_hand, open_)
        picking.confirm_picks(confirming(task, picks_of(task)[0]))

        lost = follow(task, open_, version=3)
        moved = follow(task, open_, at(9, quantity=3), version=4)

        assert stops(lost) == [("A-05", 3, PICKED), ("A-07", 2, OPEN)]
        assert stops(moved) == [("A-05", 3, PICKED), ("A-07", 2, OPEN), ("A-09", 3, CANCELLED)]

    def test_of_two_claims_that_moved_only_the_one_not_in_hand_is_walked_to(self):
        task = started_task(at(5, quantity=3), at(7, quantity=2))
        picking.confirm_picks(confirming(task, picks_of(task)[0]))

        after = follow(task, at(8, quantity=2), at(9, quantity=3), version=3)

        assert stops(after) == [
            ("A-05", 3, PICKED),
            ("A-07", 2, CANCELLED),
            ("A-08", 2, OPEN),
            ("A-09", 3, CANCELLED),
        ]

    def test_other_lines_are_not_counted_against_it(self):
        one, two = at(5), at(7, line_no=2)
        task = started_task(one, two)
        picking.confirm_picks(confirming(task, picks_of(task)[0]))

        after = follow(task, one, at(9, line_no=2), version=3)

        assert stops(after) == [("A-05", 5, PICKED), ("A-07", 5, CANCELLED), ("A-09", 5, OPEN)]


class TestEnded:
    def test_a_completed_task_ignores_newer_places(self):
        task = started_task(at(5))
        picking.confirm_picks(confirming(task))
        done = complete(task)

        assert follow(task, at(9), version=9) == done
        assert follow(task, version=10) == done

        assert published(task.task_id)[3:] == [("item-picked", 4), ("task-completed", 5)]

    def test_a_cancelled_task_refuses_newer_places(self):
        task = open_task(at(5))
        picking.cancel_pick_task(cancelling(task.order_id))
        before = picking.get_pick_task(task_id=task.task_id)

        with pytest.raises(PickRoundClosed):
            follow(task, at(9), version=9)

        assert picking.get_pick_task(task_id=task.task_id) == before


class TestNothingLeft:
    """A walk of which no stop is left ends, by itself or by whoever has it."""

    def test_nobody_is_sent_on_a_walk_to_nowhere(self):
        task = open_task(at(5))

        after = follow(task, version=4)

        assert (after.status, after.worker) == (PickTaskStatus.COMPLETED, "")
        assert (stops(after), line_count(task)) == ([("A-05", 5, CANCELLED)], 0)
        assert after.completed_at is not None
        assert published(task.task_id) == [("task-created", 1), ("task-completed", 2)]
        assert picking.place_pick_task(following(task, version=4)) == after

    def test_a_task_may_never_have_had_a_stop(self):
        wave = preparing(new_order())
        task = picking.prepare_pick_task(wave)

        after = follow(task, version=4)

        assert (after.status, after.lines) == (PickTaskStatus.COMPLETED, ())
        assert published(task.task_id) == [("task-created", 1), ("task-completed", 2)]

    def test_the_wave_that_comes_after_hears_of_it(self):
        order_id = new_order()
        task = picking.place_pick_task(replace(placing(order_id, version=4), places=()))

        picking.prepare_pick_task(preparing(order_id))

        assert published(task.task_id)[1:] == [("task-completed", 2), ("task-completed", 3)]

    def test_it_cannot_be_claimed_any_more(self):
        task = open_task(at(5))
        done = follow(task, version=4)

        with pytest.raises(PickTaskNotReady, match="is completed and cannot be claimed"):
            picking.claim_pick_task(ClaimPickTask(task_id=task.task_id, worker=WORKER))

        assert picking.get_pick_task(task_id=task.task_id) == done
        assert picking.cancel_pick_task(cancelling(task.order_id)).picked == ()
        assert picking.get_pick_task(task_id=task.task_id) == done

    @pytest.mark.parametrize("made", [claimed_task, started_task])
    def test_whoever_has_it_ends_it(self, made):
        task = made(at(5))

        left = follow(task, version=4)
        picking.start_pick_task(StartPickTask(task_id=task.task_id, worker=WORKER))
        done = complete(task)

        assert (left.status, left.version) == (task.status, task.version)
        assert (done.status, stops(done)) == (PickTaskStatus.COMPLETED, [("A-05", 5, CANCELLED)])
        assert published(task.task_id) == [*STARTED, ("task-completed", 4)]

    def test_a_task_with_stops_is_not_completed_by_nobody(self):
        task = open_task(at(5))

        with pytest.raises(PickTaskNotReady):
            complete(task)

        assert picking.get_pick_task(task_id=task.task_id) == task
