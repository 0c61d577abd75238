"""A task is made by its wave or by its places, whichever comes first, and opens once."""

from dataclasses import replace

import pytest

from tests.factories.picking import (
    CLIENT,
    WAREHOUSE,
    WORKER,
    cancelling,
    new_order,
    place,
    placing,
    preparing,
    published,
    task_of,
)
from wms.inventory.contracts import ReasonCode
from wms.picking import facade as picking
from wms.picking.contracts import (
    ClaimPickTask,
    CompletePickTask,
    ConfirmPicks,
    Pick,
    PickLineStatus,
    PickRoundClosed,
    PickTaskLine,
    PickTaskStatus,
    PrepareWave,
    StartPickTask,
    pick_task_id_for,
)
from wms.picking.models import PickingOutbox, PickTask
from wms.picking.models import PickTaskLine as Line
from wms.picking.selectors.tasks import get_pick_task
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.prepare_wave import prepare_wave
from wms.picking.services.start_pick_task import start_pick_task
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db


def test_a_wave_makes_a_task_that_nobody_can_claim_yet():
    command = preparing(new_order())

    task = picking.prepare_pick_task(command)

    assert task.task_id == pick_task_id_for(command.order_id, 1)
    assert (task.status, task.lines, task.version) == (PickTaskStatus.PREPARING, (), 0)
    assert (task.order_number, task.wave_id, task.priority_rank) == (
        "O-000007",
        command.wave_id,
        0,
    )
    assert (task.client_id, task.warehouse_id, task.round_no) == (CLIENT, WAREHOUSE, 1)
    assert task.number.startswith("P-")
    assert published(task.task_id) == []


def test_places_open_it_with_its_stops_in_the_order_of_the_walk():
    order_id = new_order()
    picking.prepare_pick_task(preparing(order_id))
    far = place("NUT-M8", pick_sequence=30, location="B-02-01", line_no=2)
    second = place("BOLT-M8", pick_sequence=10, location="A-01-02", line_no=1, quantity=3)
    first = place("BOLT-M8", pick_sequence=10, location="A-01-01", line_no=3, quantity=2)

    task = picking.place_pick_task(placing(order_id, far, second, first))

    assert (task.status, task.version) == (PickTaskStatus.OPEN, 1)
    assert [line.allocation_id for line in task.lines] == [
        first.allocation_id,
        second.allocation_id,
        far.allocation_id,
    ]
    assert task.lines[0] == PickTaskLine(
        allocation_id=first.allocation_id,
        line_no=3,
        sku="BOLT-M8",
        location="A-01-01",
        pick_sequence=10,
        lot="",
        quantity=2,
        picked=0,
        short_quantity=0,
        reason=None,
        status=PickLineStatus.OPEN,
    )
    assert published(task.task_id) == [("task-created", 1)]


def test_places_that_come_first_open_the_task_and_the_wave_fills_it_in():
    order_id = new_order()
    command = preparing(order_id)

    opened = picking.place_pick_task(placing(order_id))
    task = picking.prepare_pick_task(command)

    assert (opened.status, opened.wave_id, opened.order_number) == (PickTaskStatus.OPEN, None, "")
    assert task == replace(
        opened, wave_id=command.wave_id, order_number="O-000007", priority_rank=0
    )
    assert published(task.task_id) == [("task-created", 1)]


def test_a_repeat_changes_nothing():
    order_id = new_order()
    wave, places = preparing(order_id), placing(order_id)
    picking.prepare_pick_task(wave)
    task = picking.place_pick_task(places)

    assert picking.place_pick_task(places) == task
    assert picking.place_pick_task(placing(order_id, place("OTHER"))) == task
    assert picking.prepare_pick_task(preparing(order_id, number="O-000099")) == task
    assert published(task.task_id) == [("task-created", 1)]


def test_a_page_of_a_wave_makes_all_its_tasks_and_leaves_the_others_alone():
    wave_id = new_id()
    orders = [new_order() for _ in range(4)]
    picking.place_pick_task(placing(orders[0]))
    picking.cancel_pick_task(cancelling(orders[1]))
    page = PrepareWave(tasks=tuple(preparing(each, wave_id=wave_id) for each in orders))

    prepare_wave(page)
    prepare_wave(page)

    tasks = [task_of(each) for each in orders]
    assert [task.status for task in tasks] == ["open", "cancelled", "preparing", "preparing"]
    assert {task.wave_id for task in tasks} == {wave_id}
    assert published(tasks[0].task_id) == [("task-created", 1)]
    # The wave counted on the cancelled one; now that it is known, it is told.
    assert published(tasks[1].task_id) == [("task-cancelled", 1)]
    assert [published(task.task_id) for task in tasks[2:]] == [[], []]


def test_a_page_is_prepared_in_few_statements(django_assert_max_num_queries):
    page = PrepareWave(tasks=tuple(preparing(new_order()) for _ in range(100)))

    with django_assert_max_num_queries(6):
        prepare_wave(page)

    assert PickTask.objects.filter(status="preparing").count() == 100


def test_a_page_of_tasks_cancelled_before_is_published_in_few_statements(
    django_assert_max_num_queries,
):
    orders = [new_order() for _ in range(30)]
    for order_id in orders:
        picking.cancel_pick_task(cancelling(order_id))
    page = PrepareWave(tasks=tuple(preparing(each) for each in orders))

    with django_assert_max_num_queries(7):
        prepare_wave(page)

    assert PickingOutbox.objects.filter(event_type="wms.picking.task-cancelled").count() == 30


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(lambda task: prepare_wave(PrepareWave(tasks=(task,))), id="page"),
        pytest.param(picking.prepare_pick_task, id="one"),
    ],
)
def test_a_wave_that_comes_after_the_walk_gets_its_events(prepare):
    order_id = new_order()
    task = picking.place_pick_task(placing(order_id))
    claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=WORKER))
    start_pick_task(StartPickTask(task_id=task.task_id, actor=WORKER))
    line = task.lines[0]
    nil = Pick(
        allocation_id=line.allocation_id,
        location=line.location,
        sku=line.sku,
        quantity=0,
        reason=ReasonCode.NOT_FOUND,
    )
    confirm_picks(ConfirmPicks(task_id=task.task_id, actor=WORKER, picks=(nil,)))
    complete_pick_task(CompletePickTask(task_id=task.task_id, actor=WORKER))
    wave = preparing(order_id)

    prepare(wave)

    assert published(task.task_id)[-2:] == [("exception-raised", 6), ("task-completed", 7)]
    last = PickingOutbox.objects.filter(subject=task.task_id).latest("id")
    assert f'"wave_id":"{wave.wave_id}"' in last.data
    assert get_pick_task(task_id=task.task_id).version == 7


def test_a_cancel_that_comes_first_closes_its_round_only():
    order_id = new_order()
    answer = picking.cancel_pick_task(cancelling(order_id))

    with pytest.raises(PickRoundClosed):
        picking.prepare_pick_task(preparing(order_id))
    with pytest.raises(PickRoundClosed):
        picking.place_pick_task(placing(order_id))

    assert answer.picked == ()
    assert (Line.objects.count(), PickingOutbox.objects.count()) == (0, 0)
    row = PickTask.objects.get(task_id=answer.task_id)
    assert (row.status, row.wave_id, row.order_number) == ("cancelled", None, "")

    again = picking.place_pick_task(placing(order_id, round_no=2))
    assert (again.status, again.round_no) == (PickTaskStatus.OPEN, 2)


def test_a_walk_without_a_wave_knows_its_order_before_its_places_come():
    command = replace(preparing(new_order()), wave_id=None, round_no=2)

    picking.prepare_pick_task(command)
    task = picking.place_pick_task(placing(command.order_id, place(), round_no=2))

    assert (task.status, task.wave_id) == (PickTaskStatus.OPEN, None)
    assert (task.order_number, task.priority_rank) == ("O-000007", 0)


def test_a_walk_without_a_wave_prepared_again_publishes_nothing_again():
    command = replace(preparing(new_order()), wave_id=None)
    picking.prepare_pick_task(command)
    picking.place_pick_task(replace(placing(command.order_id), places=()))
    before = published(task_of(command.order_id).task_id)

    again = picking.prepare_pick_task(command)

    assert again.status is PickTaskStatus.COMPLETED
    assert published(again.task_id) == before
