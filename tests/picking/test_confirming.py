"""Stops are confirmed by scans: all of a list or none of it, each stop once."""

from dataclasses import replace

import pytest

from tests.factories.picking import (
    WORKER,
    cancelling,
    claimed_task,
    confirming,
    picks_of,
    place,
    published,
    started_task,
)
from wms.inventory.contracts import ReasonCode
from wms.picking import facade as picking
from wms.picking.contracts import (
    CompletePickTask,
    OverPick,
    PickDiffers,
    PickedLine,
    PickLineStatus,
    PicksMissing,
    PickTaskNotReady,
    PickTaskStatus,
    PickTaskTaken,
    ReasonMissing,
    WrongScan,
)
from wms.picking.models import PickingOutbox
from wms.picking.selectors.tasks import get_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db
STARTED = [("task-created", 1), ("task-assigned", 2), ("task-started", 3)]


def two_stops():
    return started_task(
        place("BOLT-M8", quantity=5, location="A-01", pick_sequence=1),
        place("NUT-M8", quantity=4, location="B-01", pick_sequence=2, line_no=2),
    )


def completing(task, worker=WORKER):
    return CompletePickTask(task_id=task.task_id, actor=worker)


def test_every_stop_confirmed_ends_the_walk():
    task = two_stops()

    picked = confirm_picks(confirming(task))
    done = complete_pick_task(completing(task))

    assert [(line.picked, line.status) for line in picked.lines] == [
        (5, PickLineStatus.PICKED),
        (4, PickLineStatus.PICKED),
    ]
    assert (done.status, done.version) == (PickTaskStatus.COMPLETED, 6)
    assert done.completed_at is not None
    assert published(task.task_id) == [
        *STARTED,
        ("item-picked", 4),
        ("item-picked", 5),
        ("task-completed", 6),
    ]


def test_the_same_again_is_answered_as_before():
    task = two_stops()
    first, second = picks_of(task)

    confirm_picks(confirming(task, first, first))
    one = confirm_picks(confirming(task, first))
    confirm_picks(confirming(task, first, second))
    done = complete_pick_task(completing(task))

    assert [line.picked for line in one.lines] == [5]
    assert complete_pick_task(completing(task)) == done
    assert confirm_picks(confirming(task)) == done
    assert [name for name, _ in published(task.task_id)[3:]] == [
        "item-picked",
        "item-picked",
        "task-completed",
    ]


def test_a_short_pick_is_recorded_with_its_reason_and_raises_an_exception():
    task = two_stops()
    first, second = picks_of(task)
    short = replace(first, quantity=3, reason=ReasonCode.DAMAGED)
    nil = replace(second, quantity=0, reason=ReasonCode.NOT_FOUND)

    confirm_picks(confirming(task, short, nil))
    done = complete_pick_task(completing(task))

    assert [(e.picked, e.short_quantity, e.reason, e.status) for e in done.lines] == [
        (3, 2, ReasonCode.DAMAGED, PickLineStatus.SHORT),
        (0, 4, ReasonCode.NOT_FOUND, PickLineStatus.SHORT),
    ]
    assert published(task.task_id)[3:] == [
        ("item-picked", 4),
        ("item-short", 5),
        ("item-short", 6),
        ("task-completed", 7),
        ("exception-raised", 8),
    ]
    raised = PickingOutbox.objects.get(event_type="wms.picking.exception-raised")
    assert (
        '"kind":"short_pick","message":"2 of 5 units of BOLT-M8 missing at A-01 (damaged);'
        ' 4 of 4 units of NUT-M8 missing at B-01 (not_found)"' in raised.data
    )


@pytest.mark.parametrize("scanned", ["a-01", "A-01 ", "\u00a0a-01"])
def test_a_place_is_known_in_any_spelling_of_its_scan(scanned):
    task = started_task(place(location="A-01"))
    (pick,) = picks_of(task)

    picked = confirm_picks(confirming(task, replace(pick, location=scanned)))

    assert (picked.lines[0].location, picked.lines[0].status) == ("A-01", PickLineStatus.PICKED)


def test_a_reason_given_for_a_full_pick_is_not_kept():
    task = started_task(place())
    (pick,) = picks_of(task)

    picked = confirm_picks(confirming(task, replace(pick, reason=ReasonCode.DAMAGED)))

    assert (picked.lines[0].reason, picked.lines[0].short_quantity) == (None, 0)


@pytest.mark.parametrize(
    ("refusal", "change"),
    [
        (WrongScan, {"location": "B-02"}),
        (WrongScan, {"sku": "BOLT-M8"}),
        (WrongScan, {"allocation_id": new_id()}),
        (OverPick, {"quantity": 5}),
        (OverPick, {"quantity": -1}),
        (ReasonMissing, {"quantity": 3}),
    ],
)
def test_a_wrong_pick_refuses_the_whole_list(refusal, change):
    task = two_stops()
    first, second = picks_of(task)

    with pytest.raises(refusal):
        confirm_picks(confirming(task, first, replace(second, **change)))

    assert get_pick_task(task_id=task.task_id) == task
    assert published(task.task_id) == STARTED


def test_a_confirmed_stop_takes_no_other_quantity():
    task = two_stops()
    first, second = picks_of(task)
    confirm_picks(confirming(task, first))
    before = get_pick_task(task_id=task.task_id)
    other = replace(first, quantity=4, reason=ReasonCode.DAMAGED)

    with pytest.raises(PickDiffers):
        confirm_picks(confirming(task, second, other))
    with pytest.raises(PickDiffers):
        confirm_picks(confirming(task, second, replace(second, quantity=1)))

    assert get_pick_task(task_id=task.task_id) == before
    assert published(task.task_id) == [*STARTED, ("item-picked", 4)]


def test_only_the_worker_of_a_started_task_confirms_and_completes():
    claimed, started = claimed_task(), started_task(place())

    with pytest.raises(PickTaskNotReady):
        confirm_picks(confirming(claimed))
    with pytest.raises(PickTaskNotReady):
        complete_pick_task(completing(claimed))
    with pytest.raises(PickTaskTaken):
        confirm_picks(replace(confirming(started), actor="bob"))
    with pytest.raises(PickTaskTaken):
        complete_pick_task(completing(started, worker="bob"))

    assert get_pick_task(task_id=claimed.task_id) == claimed
    assert get_pick_task(task_id=started.task_id) == started
    assert published(started.task_id) == STARTED


def test_a_walk_with_a_stop_left_is_not_done():
    task = two_stops()
    first, _ = picks_of(task)
    confirm_picks(confirming(task, first))
    before = get_pick_task(task_id=task.task_id)

    with pytest.raises(PicksMissing, match="1 stops to confirm, next: 4 x NUT-M8 at B-01"):
        complete_pick_task(completing(task))

    assert get_pick_task(task_id=task.task_id) == before
    assert published(task.task_id) == [*STARTED, ("item-picked", 4)]


def test_the_completed_walk_is_published_with_its_lines():
    task = started_task(replace(place(line_no=7), lot="L1"))
    (pick,) = picks_of(task)
    short = replace(pick, quantity=2, reason=ReasonCode.COUNT_DIFFERENCE)
    confirm_picks(confirming(task, short))
    complete_pick_task(completing(task))

    # Forced, a completed task answers with what it published.
    cancelled = picking.cancel_pick_task(cancelling(task.order_id, force=True))

    assert cancelled.picked == (
        PickedLine(
            allocation_id=pick.allocation_id,
            line_no=7,
            sku="BOLT-M8",
            location="A-01-01",
            lot="L1",
            quantity=2,
            short_quantity=3,
            reason=ReasonCode.COUNT_DIFFERENCE,
        ),
    )
    completed = PickingOutbox.objects.get(event_type="wms.picking.task-completed")
    assert '"line_no":7,"sku":"BOLT-M8","location":"A-01-01","lot":"L1","quantity":2' in (
        completed.data
    )
    assert get_pick_task(task_id=task.task_id).status == PickTaskStatus.COMPLETED
