"""A walk follows its places: newer lists withdraw stops and bring others, older ones do nothing."""

from dataclasses import replace
from itertools import permutations

import pytest

from tests.factories.picking import (
    cancelling,
    claimed_task,
    confirming,
    new_order,
    open_task,
    picks_of,
    placing,
    published,
    started_task,
    task_of,
)
from tests.picking.walking import at, complete, follow, line_count, stops
from wms.inventory.contracts import ReasonCode
from wms.picking import facade as picking
from wms.picking.contracts import PickLineStatus, PickTaskStatus, StopWithdrawn
from wms.picking.selectors.tasks import get_pick_task
from wms.picking.services.confirm_picks import confirm_picks

pytestmark = pytest.mark.django_db
STARTED = [("task-created", 1), ("task-assigned", 2), ("task-started", 3)]
OPEN, PICKED, SHORT, CANCELLED = PickLineStatus


@pytest.mark.parametrize("made", [open_task, claimed_task, started_task])
def test_goods_that_moved_are_walked_to_where_they_are_now(made):
    gone, stays = at(5), at(7, line_no=2)
    task = made(gone, stays)

    after = follow(task, at(9), stays, version=3)

    assert stops(after) == [("A-05", 5, CANCELLED), ("A-07", 5, OPEN), ("A-09", 5, OPEN)]
    assert (after.status, after.version, line_count(task)) == (task.status, task.version, 2)
    assert get_pick_task(task_id=task.task_id) == after
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
    picked = confirm_picks(confirming(after))
    assert [line.picked for line in picked.lines] == [3, 1, 2]
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
            confirm_picks(confirming(task, stays, pick))

    assert get_pick_task(task_id=task.task_id) == before
    assert published(task.task_id) == STARTED


def test_a_walk_ends_without_its_withdrawn_stops():
    first, second = at(5), at(7, line_no=2)
    task = started_task(first, second)
    confirm_picks(confirming(task, picks_of(task)[0]))
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
        confirm_picks(confirming(task))

        after = follow(task, at(9), version=3)

        assert stops(after) == [("A-05", 5, PICKED), ("A-09", 5, CANCELLED)]
        assert (after.lines[0].picked, line_count(task)) == (5, 1)
        assert complete(task).status == PickTaskStatus.COMPLETED

    def test_what_was_not_found_is_fetched_from_the_new_place(self):
        task = started_task(at(5))
        (pick,) = picks_of(task)
        short = replace(pick, quantity=3, reason=ReasonCode.DAMAGED)
        confirm_picks(confirming(task, short))

        after = follow(task, at(9), version=3)

        assert stops(after) == [("A-05", 5, SHORT), ("A-09", 2, OPEN)]

    def test_other_stops_of_the_line_stay(self):
        in_hand, open_ = at(5, quantity=3), at(7, quantity=2)
        task = started_task(in_hand, open_)
        confirm_picks(confirming(task, picks_of(task)[0]))

        lost = follow(task, open_, version=3)
        moved = follow(task, open_, at(9, quantity=3), version=4)

        assert stops(lost) == [("A-05", 3, PICKED), ("A-07", 2, OPEN)]
        assert stops(moved) == [("A-05", 3, PICKED), ("A-07", 2, OPEN), ("A-09", 3, CANCELLED)]

    def test_of_two_claims_that_moved_only_the_one_not_in_hand_is_walked_to(self):
        task = started_task(at(5, quantity=3), at(7, quantity=2))
        confirm_picks(confirming(task, picks_of(task)[0]))

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
        confirm_picks(confirming(task, picks_of(task)[0]))

        after = follow(task, one, at(9, line_no=2), version=3)

        assert stops(after) == [("A-05", 5, PICKED), ("A-07", 5, CANCELLED), ("A-09", 5, OPEN)]
