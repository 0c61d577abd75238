"""A walk stays open while other goods are looked for in place of what was not found."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.counts import PICKER, ordered, posted
from tests.factories.picking import (
    WORKER,
    confirming,
    picks_of,
    published,
    started_task,
    task_of,
)
from tests.inventory.reading import differences, on_hand, totals
from tests.picking.telling import (
    build_shelves,
    complete,
    confirm,
    started,
    stops,
    tell_inventory,
    tell_picking,
)
from tests.picking.walking import at, follow
from tests.picking.walking import complete as complete_walk
from tests.picking.walking import stops as walk
from tests.support.races import assert_gap_free
from wms.inventory import facade as inventory
from wms.inventory.contracts import DeallocateStock, ReasonCode
from wms.inventory.models import Location
from wms.picking.contracts import (
    ConfirmPicks,
    PickLineStatus,
    PicksMissing,
    PickTaskStatus,
    ReplacementSought,
)
from wms.picking.models import PickTaskLine
from wms.picking.selectors.tasks import get_pick_task
from wms.picking.services.confirm_picks import confirm_picks

pytestmark = pytest.mark.django_db
OPEN, PICKED, SHORT, CANCELLED = PickLineStatus
WAIT = timedelta(seconds=20)


@pytest.fixture(autouse=True)
def other_goods_are_looked_for(settings):
    settings.REPLACEMENT_WAIT = WAIT


def short(task, missing, stop=0):
    """Confirm a stop of somebody who does not find so many of its units."""
    pick = picks_of(task)[stop]
    found = replace(pick, quantity=pick.quantity - missing, reason=ReasonCode.NOT_FOUND)
    return confirm_picks(confirming(task, found))


def test_it_is_not_completed_before_the_answer():
    task = started_task(at(1))
    before = timezone.now()

    answer = short(task, 2)

    (line,) = answer.lines
    assert line.sought_until is not None
    assert before + WAIT <= line.sought_until <= timezone.now() + WAIT
    told = published(task.task_id)
    with pytest.raises(ReplacementSought):
        complete_walk(task)
    assert get_pick_task(task_id=task.task_id).status is PickTaskStatus.IN_PROGRESS
    assert published(task.task_id) == told


def test_the_answer_brings_a_new_stop():
    task = started_task(at(1))
    short(task, 2)

    now = follow(task, at(9, quantity=2), version=2)

    assert walk(now) == [("A-01", 5, SHORT), ("A-09", 2, OPEN)]
    assert [line.sought_until for line in now.lines] == [None, None]
    with pytest.raises(PicksMissing):
        complete_walk(task)
    confirm_picks(confirming(task, picks_of(now)[1]))
    done = complete_walk(task)
    assert done.status is PickTaskStatus.COMPLETED
    assert sum(line.picked for line in done.lines) == 5


def test_the_answer_may_be_that_there_are_none():
    task = started_task(at(1))
    short(task, 2)

    follow(task, version=2)

    assert complete_walk(task).status is PickTaskStatus.COMPLETED
    assert published(task.task_id)[-2:] == [("task-completed", 6), ("exception-raised", 7)]


def test_a_list_that_knows_nothing_of_it_yet_is_no_answer():
    place, other = at(1), at(2, line_no=2)
    task = started_task(place, other)
    short(task, 2)

    follow(task, place, at(3, line_no=2), version=2)

    with pytest.raises((ReplacementSought, PicksMissing)):
        complete_walk(task)
    assert PickTaskLine.objects.get(allocation_id=place.allocation_id).sought_until is not None


def test_nobody_waits_for_longer_than_the_limit():
    task = started_task(at(1))
    short(task, 2)
    PickTaskLine.objects.update(sought_until=timezone.now())

    assert complete_walk(task).status is PickTaskStatus.COMPLETED


def test_who_found_enough_elsewhere_is_no_exception():
    task = started_task(at(1))
    short(task, 2)
    now = follow(task, at(9, quantity=2), version=2)
    confirm_picks(confirming(task, picks_of(now)[1]))

    complete_walk(task)

    assert [name for name, _version in published(task.task_id)][-1] == "task-completed"


def test_what_is_short_again_is_looked_for_again():
    task = started_task(at(1))
    short(task, 2)
    now = follow(task, at(9, quantity=2), version=2)

    short(now, 2, stop=1)

    with pytest.raises(ReplacementSought):
        complete_walk(task)
    follow(task, at(12, quantity=2), version=3)
    assert walk(get_pick_task(task_id=task.task_id)) == [
        ("A-01", 5, SHORT),
        ("A-09", 2, SHORT),
        ("A-12", 2, OPEN),
    ]


def test_a_full_pick_is_not_waited_for():
    task = started_task(at(1))

    confirm_picks(confirming(task))

    assert PickTaskLine.objects.get().sought_until is None
    assert complete_walk(task).worker == WORKER


def test_inventory_and_picking_together_find_the_goods_and_the_place_is_counted():
    build_shelves()
    order = ordered(2)
    tell_picking()
    task = started(order)
    (pick,) = picks_of(task)
    found = replace(pick, quantity=1, reason=ReasonCode.NOT_FOUND)
    confirm_picks(ConfirmPicks(task_id=task.task_id, actor=PICKER, picks=(found,)))

    tell_inventory()
    tell_picking()

    assert stops(order) == [("A-01", SHORT), ("B-01", OPEN)]
    confirm(task_of_open(order))
    complete(task_of(order.order_id))
    tell_inventory()
    tell_inventory()
    assert [on_hand(code) for code in ("A-01", "B-01", "STAGE-1")] == [0, 2, 2]
    assert (totals(), differences()) == ((2, 0, 0), ())
    assert Location.objects.get(code="A-01").is_blocked
    posted(0)
    assert not Location.objects.get(code="A-01").is_blocked
    assert differences() == ()
    assert_gap_free()


def test_inventory_handles_a_pick_of_an_order_that_was_released():
    build_shelves()
    order = ordered(2)
    tell_picking()
    task = started(order)
    (pick,) = picks_of(task)
    found = replace(pick, quantity=1, reason=ReasonCode.NOT_FOUND)
    confirm_picks(ConfirmPicks(task_id=task.task_id, actor=PICKER, picks=(found,)))
    inventory.deallocate_stock(
        DeallocateStock(
            order_id=order.order_id,
            client_id=task.client_id,
            warehouse_id=task.warehouse_id,
            reason="changed",
        )
    )
    before = totals()

    tell_inventory()
    tell_inventory()

    assert (totals(), differences()) == (before, ())
    assert not Location.objects.filter(is_blocked=True).exists()


def task_of_open(order):
    """Return the task with its open stops only, as somebody sees who walks on."""
    task = task_of(order.order_id)
    return replace(task, lines=tuple(line for line in task.lines if line.status is OPEN))
