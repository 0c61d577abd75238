"""Places that change at the same moment as somebody acts on them: one order of things, no loss."""

from collections import Counter
from functools import partial

import pytest

from tests.factories.picking import (
    WORKER,
    confirming,
    following,
    new_order,
    open_task,
    picks_of,
    place,
    placing,
    published,
    started_task,
    task_of,
)
from tests.support.races import at_once
from wms.picking import facade as picking
from wms.picking.contracts import (
    ClaimPickTask,
    CompletePickTask,
    PickLineStatus,
    PicksMissing,
    PickTaskNotReady,
    PickTaskStatus,
    StopWithdrawn,
)
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROUNDS = 25
FIRST = pytest.mark.parametrize("starts_first", ["list", "picker"])


def race(starts_first, newer, act):
    """Let a newer list and a picker come at once; return what each was answered."""
    tasks = [lambda: picking.place_pick_task(newer), act]
    answers = at_once(tasks if starts_first == "list" else tasks[::-1], connections=2)
    return answers if starts_first == "list" else answers[::-1]


@FIRST
def test_a_stop_is_confirmed_or_withdrawn(starts_first):
    ends = Counter[str]()
    for _ in range(ROUNDS):
        task = started_task(place(location="A-01"))
        newer = following(task, place(location="B-01", pick_sequence=20), version=3)
        confirm = confirming(task)

        _, answer = race(starts_first, newer, partial(confirm_picks, confirm))

        old, new = task_of(task.order_id).lines
        ends[old.status] += 1
        if isinstance(answer, StopWithdrawn):
            assert (old.status, old.picked) == (PickLineStatus.CANCELLED, 0)
            assert (new.status, new.quantity) == (PickLineStatus.OPEN, 5)
            assert published(task.task_id)[-1] == ("task-started", 3)
            confirm_picks(confirming(task, *picks_of(task_of(task.order_id))))
        else:
            assert (old.status, old.picked) == (PickLineStatus.PICKED, 5)
            assert new.status == PickLineStatus.CANCELLED
        done = complete_pick_task(CompletePickTask(task_id=task.task_id, actor=WORKER))
        assert sum(line.picked for line in done.lines) == 5
        assert published(task.task_id)[3:] == [("item-picked", 4), ("task-completed", 5)]
    assert sum(ends.values()) == ROUNDS


@FIRST
def test_a_walk_is_completed_or_goes_on(starts_first):
    for _ in range(ROUNDS):
        first, second = place(location="A-01"), place(location="A-02", line_no=2)
        task = started_task(first, second)
        confirm_picks(confirming(task, picks_of(task)[0]))
        newer = following(task, first, version=3)
        complete = CompletePickTask(task_id=task.task_id, actor=WORKER)

        _, answer = race(starts_first, newer, partial(complete_pick_task, complete))

        now = task_of(task.order_id)
        assert now.lines[1].status == PickLineStatus.CANCELLED
        if isinstance(answer, PicksMissing):
            assert now.status == PickTaskStatus.IN_PROGRESS
        else:
            assert now.status == PickTaskStatus.COMPLETED


@FIRST
def test_a_walk_to_nowhere_is_taken_or_ends(starts_first):
    for _ in range(ROUNDS):
        task = open_task(place())
        newer = following(task, version=3)
        claim = ClaimPickTask(task_id=task.task_id, actor=WORKER)

        _, answer = race(starts_first, newer, partial(claim_pick_task, claim))

        now = task_of(task.order_id)
        wanted = (
            (PickTaskStatus.COMPLETED, "", "task-completed")
            if isinstance(answer, PickTaskNotReady)
            else (PickTaskStatus.ASSIGNED, WORKER, "task-assigned")
        )
        assert (now.status, now.worker, published(task.task_id)[-1][0]) == wanted
        assert now.lines[0].status == PickLineStatus.CANCELLED


def test_of_many_lists_at_once_the_newest_is_followed():
    for _ in range(ROUNDS):
        order_id = new_order()
        lists = [
            placing(order_id, place(location=f"A-{version:02}"), version=version)
            for version in range(2, 8)
        ]

        at_once([partial(picking.place_pick_task, each) for each in lists * 2], connections=6)

        task = task_of(order_id)
        is_open = [line.location for line in task.lines if line.status == PickLineStatus.OPEN]
        assert (is_open, task.version) == (["A-07"], 1)
        assert published(task.task_id) == [("task-created", 1)]
