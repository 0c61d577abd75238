"""Newer places of a walk that has ended, and lists that leave nothing to pick."""

from dataclasses import replace

import pytest

from tests.factories.picking import (
    WORKER,
    cancelling,
    claimed_task,
    confirming,
    following,
    new_order,
    open_task,
    placing,
    preparing,
    published,
    started_task,
)
from tests.picking.walking import at, complete, follow, line_count, stops
from wms.picking import facade as picking
from wms.picking.contracts import (
    ClaimPickTask,
    PickLineStatus,
    PickRoundClosed,
    PickTaskNotReady,
    PickTaskStatus,
    StartPickTask,
)
from wms.picking.selectors.tasks import get_pick_task
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.start_pick_task import start_pick_task

pytestmark = pytest.mark.django_db
STARTED = [("task-created", 1), ("task-assigned", 2), ("task-started", 3)]
OPEN, PICKED, SHORT, CANCELLED = PickLineStatus


class TestEnded:
    def test_a_completed_task_ignores_newer_places(self):
        task = started_task(at(5))
        confirm_picks(confirming(task))
        done = complete(task)

        assert follow(task, at(9), version=9) == done
        assert follow(task, version=10) == done

        assert published(task.task_id)[3:] == [("item-picked", 4), ("task-completed", 5)]

    def test_a_cancelled_task_refuses_newer_places(self):
        task = open_task(at(5))
        picking.cancel_pick_task(cancelling(task.order_id))
        before = get_pick_task(task_id=task.task_id)

        with pytest.raises(PickRoundClosed):
            follow(task, at(9), version=9)

        assert get_pick_task(task_id=task.task_id) == before


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

    def test_the_wave_that_comes_after_counts_it(self):
        order_id = new_order()
        task = picking.place_pick_task(replace(placing(order_id, version=4), places=()))

        picking.prepare_pick_task(preparing(order_id))

        assert published(task.task_id)[1:] == [("task-completed", 2), ("task-completed", 3)]

    def test_it_cannot_be_claimed_any_more(self):
        task = open_task(at(5))
        done = follow(task, version=4)

        with pytest.raises(PickTaskNotReady, match="is completed and cannot be claimed"):
            claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=WORKER))

        assert get_pick_task(task_id=task.task_id) == done
        assert picking.cancel_pick_task(cancelling(task.order_id)).picked == ()
        assert get_pick_task(task_id=task.task_id) == done

    @pytest.mark.parametrize("made", [claimed_task, started_task])
    def test_whoever_has_it_ends_it(self, made):
        task = made(at(5))

        left = follow(task, version=4)
        start_pick_task(StartPickTask(task_id=task.task_id, actor=WORKER))
        done = complete(task)

        assert (left.status, left.version) == (task.status, task.version)
        assert (done.status, stops(done)) == (PickTaskStatus.COMPLETED, [("A-05", 5, CANCELLED)])
        assert published(task.task_id) == [*STARTED, ("task-completed", 4)]

    def test_a_task_with_stops_is_not_completed_by_nobody(self):
        task = open_task(at(5))

        with pytest.raises(PickTaskNotReady):
            complete(task)

        assert get_pick_task(task_id=task.task_id) == task
