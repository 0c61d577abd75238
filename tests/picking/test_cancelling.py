"""Cancelling a walk: free until the first confirmed pick, forced after it; once and for all."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests.factories.picking import (
    cancelling,
    claimed_task,
    confirming,
    new_order,
    open_task,
    picks_of,
    place,
    placing,
    preparing,
    published,
    started_task,
)
from tests.support.database import connection
from wms.inventory.contracts import ReasonCode
from wms.picking import facade as picking
from wms.picking.contracts import (
    CompletePickTask,
    PickingBegan,
    PickLineStatus,
    PickRoundClosed,
    PickTaskNotReady,
    PickTaskStatus,
)
from wms.picking.models import PickingOutbox
from wms.picking.selectors.tasks import get_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("made", [open_task, claimed_task, started_task])
def test_a_walk_without_a_pick_is_cancelled_with_its_stops(made):
    task = made()

    answer = picking.cancel_pick_task(cancelling(task.order_id))

    assert (answer.task_id, answer.picked) == (task.task_id, ())
    after = get_pick_task(task_id=task.task_id)
    assert (after.status, after.version) == (PickTaskStatus.CANCELLED, task.version + 1)
    assert [line.status for line in after.lines] == [PickLineStatus.CANCELLED]
    assert published(task.task_id)[-1] == ("task-cancelled", task.version + 1)
    assert picking.cancel_pick_task(cancelling(task.order_id)) == answer
    assert get_pick_task(task_id=task.task_id) == after
    with pytest.raises(PickRoundClosed):
        picking.place_pick_task(placing(task.order_id))


def test_a_task_without_places_is_cancelled_too():
    task = picking.prepare_pick_task(preparing(new_order()))

    picking.cancel_pick_task(cancelling(task.order_id))

    assert get_pick_task(task_id=task.task_id).status == PickTaskStatus.CANCELLED
    assert published(task.task_id) == [("task-cancelled", 1)]


def test_goods_off_the_shelf_refuse_it_unless_forced():
    task = started_task(place(pick_sequence=1), place("NUT-M8", pick_sequence=2, line_no=2))
    first, _ = picks_of(task)
    confirm_picks(confirming(task, first))
    before = get_pick_task(task_id=task.task_id)

    with pytest.raises(PickingBegan):
        picking.cancel_pick_task(cancelling(task.order_id))

    assert get_pick_task(task_id=task.task_id) == before
    assert published(task.task_id)[-1] == ("item-picked", 4)

    answer = picking.cancel_pick_task(cancelling(task.order_id, force=True))

    assert [(e.allocation_id, e.quantity) for e in answer.picked] == [(first.allocation_id, 5)]
    after = get_pick_task(task_id=task.task_id)
    assert (after.status, [line.status for line in after.lines]) == (
        PickTaskStatus.CANCELLED,
        [PickLineStatus.PICKED, PickLineStatus.CANCELLED],
    )
    event = PickingOutbox.objects.get(event_type="wms.picking.task-cancelled")
    assert (event.sequence, str(first.allocation_id) in event.data) == (5, True)
    assert picking.cancel_pick_task(cancelling(task.order_id)) == answer
    with pytest.raises(PickTaskNotReady):
        confirm_picks(confirming(task))


def test_a_nil_pick_is_a_confirmed_pick():
    task = started_task()
    nil = replace(picks_of(task)[0], quantity=0, reason=ReasonCode.NOT_FOUND)
    confirm_picks(confirming(task, nil))

    with pytest.raises(PickingBegan):
        picking.cancel_pick_task(cancelling(task.order_id))


def test_a_completed_walk_stays_completed():
    task = started_task()
    confirm_picks(confirming(task))
    done = complete_pick_task(CompletePickTask(task_id=task.task_id, actor="ann"))

    with pytest.raises(PickingBegan):
        picking.cancel_pick_task(cancelling(task.order_id))
    answer = picking.cancel_pick_task(cancelling(task.order_id, force=True))

    assert [(e.sku, e.quantity) for e in answer.picked] == [("BOLT-M8", 5)]
    assert get_pick_task(task_id=task.task_id) == done
    assert published(task.task_id)[-1] == ("task-completed", 5)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("starts_first", ["cancel", "confirm"])
def test_a_cancel_racing_with_the_first_pick_has_one_winner(starts_first):
    tasks = [started_task() for _ in range(12)]

    def cancel(task):
        try:
            return bool(picking.cancel_pick_task(cancelling(task.order_id)))
        except PickingBegan:
            return False
        finally:
            connection.close()

    def confirm(task):
        try:
            return bool(confirm_picks(confirming(task)))
        except PickTaskNotReady:
            return False
        finally:
            connection.close()

    first, second = (cancel, confirm) if starts_first == "cancel" else (confirm, cancel)
    with ThreadPoolExecutor(2) as pool:
        results = []
        for task in tasks:
            one = pool.submit(first, task)
            other = pool.submit(second, task)
            results.append((one.result(), other.result()))

    assert all(one != other for one, other in results)
    for task, (one, _) in zip(tasks, results, strict=True):
        was_cancelled = one if starts_first == "cancel" else not one
        after = get_pick_task(task_id=task.task_id)
        wanted = (
            (PickTaskStatus.CANCELLED, "task-cancelled", 0)
            if was_cancelled
            else (PickTaskStatus.IN_PROGRESS, "item-picked", 5)
        )
        assert (after.status, published(task.task_id)[-1][0], after.lines[0].picked) == wanted
