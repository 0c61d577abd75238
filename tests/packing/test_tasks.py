"""The task to pack an order: made once, packed by one worker, completed when all is in cartons."""

from dataclasses import replace
from itertools import product

import pytest

from tests.factories.packing import (
    CLIENT,
    LINES,
    WORKER,
    cancelling,
    carton,
    creating,
    new_order,
    open_task,
    packed_task,
    published,
    sealing,
    started_task,
)
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest
from wms.packing import facade as packing
from wms.packing.contracts import (
    CompletePackTask,
    PackLine,
    PackRoundClosed,
    PackTaskFilter,
    PackTaskId,
    PackTaskNotFound,
    PackTaskNotReady,
    PackTaskStatus,
    PackTaskTaken,
    StartPackTask,
    UnitsNotPacked,
    pack_task_id_for,
)
from wms.packing.domain.transitions import TASK
from wms.packing.models import Carton, PackingOutbox, PackTaskLine
from wms.packing.selectors.tasks import get_pack_task, list_pack_tasks
from wms.packing.services.complete_pack_task import complete_pack_task
from wms.packing.services.seal_carton import seal_carton
from wms.packing.services.start_pack_task import start_pack_task
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db
ALLOWED = {
    ("open", "in_progress"),
    ("open", "cancelled"),
    ("in_progress", "open"),
    ("in_progress", "packed"),
    ("in_progress", "cancelled"),
    ("packed", "cancelled"),
}


def completing(task, worker=WORKER):
    return CompletePackTask(task_id=task.task_id, actor=worker)


@pytest.mark.parametrize(("current", "wanted"), list(product(PackTaskStatus, PackTaskStatus)))
def test_the_states_of_a_task(current, wanted):
    assert set(TASK) == set(PackTaskStatus)
    if (current, wanted) in ALLOWED:
        assert TASK.follow("it", current, wanted) == wanted
    else:
        with pytest.raises(PackTaskNotReady):
            TASK.follow("it", current, wanted)


def test_is_made_once_for_what_was_picked():
    order_id = new_order()
    command = creating(
        order_id,
        PackLine(line_no=2, sku="nut-m8", quantity=1),
        PackLine(line_no=1, sku="BOLT-M8", quantity=3),
        PackLine(line_no=1, sku="BOLT-M8", quantity=2),
        PackLine(line_no=3, sku="WASHER", quantity=0),
    )

    task = packing.create_pack_task(command)

    assert task.task_id == pack_task_id_for(order_id, 1)
    assert task.lines == (
        PackLine(line_no=1, sku="BOLT-M8", quantity=5),
        PackLine(line_no=2, sku="NUT-M8", quantity=1),
    )
    assert (task.status, task.cartons, task.version) == (PackTaskStatus.OPEN, (), 1)
    assert (task.order_number, task.priority_rank, task.worker) == ("O-000007", 1, "")
    assert packing.create_pack_task(command) == task
    assert packing.create_pack_task(creating(order_id)) == task
    assert published(task.task_id) == [("task-created", 1)]


def test_one_that_is_there_is_answered_in_few_statements(django_assert_max_num_queries):
    units = replace(LINES[0], quantity=1)
    task = started_task()
    for carton_no in range(1, 6):
        seal_carton(sealing(task, carton(units, carton_no=carton_no)))
    task = get_pack_task(task_id=task.task_id)

    with django_assert_max_num_queries(10):
        again = packing.create_pack_task(creating(task.order_id))

    assert again == task


def test_who_begins_has_it():
    task = open_task()
    command = StartPackTask(task_id=task.task_id, actor=WORKER, client_id=CLIENT)

    started = start_pack_task(command)

    assert (started.status, started.worker) == (PackTaskStatus.IN_PROGRESS, WORKER)
    assert start_pack_task(command) == started
    with pytest.raises(PackTaskTaken):
        start_pack_task(StartPackTask(task_id=task.task_id, actor="bob"))
    with pytest.raises(PackTaskNotFound):
        start_pack_task(replace(command, client_id=ClientId(new_id())))
    assert published(task.task_id) == [("task-created", 1), ("task-started", 2)]


def test_is_done_when_every_unit_is_in_a_carton():
    task = started_task()
    seal_carton(sealing(task, carton(LINES[0])))

    with pytest.raises(UnitsNotPacked, match=r"4 units of .* are in no carton, first: NUT-M8"):
        complete_pack_task(completing(task))
    assert get_pack_task(task_id=task.task_id).status == PackTaskStatus.IN_PROGRESS
    assert published(task.task_id)[2:] == [("package-sealed", 3)]

    seal_carton(sealing(task, carton(LINES[1], carton_no=2)))
    with pytest.raises(PackTaskTaken):
        complete_pack_task(completing(task, worker="bob"))
    done = complete_pack_task(completing(task))

    assert (done.status, done.version) == (PackTaskStatus.PACKED, 5)
    assert done.completed_at is not None
    assert complete_pack_task(completing(task)) == done
    assert published(task.task_id)[2:] == [
        ("package-sealed", 3),
        ("package-sealed", 4),
        ("task-completed", 5),
    ]
    event = PackingOutbox.objects.get(event_type="wms.packing.task-completed")
    assert str(done.cartons[1].carton_id) in event.data


def test_a_task_that_nobody_began_is_not_done():
    task = open_task()

    with pytest.raises(PackTaskNotReady):
        complete_pack_task(completing(task))

    assert get_pack_task(task_id=task.task_id) == task


@pytest.mark.parametrize("made", [open_task, started_task, packed_task])
def test_a_cancelled_task_is_unpacked_and_stays_cancelled(made):
    task = made()

    packing.cancel_pack_task(cancelling(task.order_id))
    packing.cancel_pack_task(cancelling(task.order_id))

    after = get_pack_task(task_id=task.task_id)
    assert (after.status, after.cartons) == (PackTaskStatus.CANCELLED, ())
    assert set(PackTaskLine.objects.values_list("packed", flat=True)) == {0}
    assert not Carton.objects.filter(unpacked_at=None).exists()
    assert published(task.task_id)[-1] == ("task-cancelled", task.version + 1)
    assert len(published(task.task_id)) == task.version + 1
    for late in (
        lambda: start_pack_task(StartPackTask(task_id=task.task_id, actor=WORKER)),
        lambda: seal_carton(sealing(task, carton())),
        lambda: complete_pack_task(completing(task)),
    ):
        with pytest.raises(PackTaskNotReady):
            late()
    with pytest.raises(PackRoundClosed):
        packing.create_pack_task(creating(task.order_id))


def test_a_cancel_that_comes_first_closes_its_round_only():
    order_id = new_order()
    packing.cancel_pack_task(cancelling(order_id))

    with pytest.raises(PackRoundClosed):
        packing.create_pack_task(creating(order_id))

    assert (PackTaskLine.objects.count(), PackingOutbox.objects.count()) == (0, 0)
    assert packing.create_pack_task(creating(order_id, round_no=2)).status == PackTaskStatus.OPEN


def test_lists_and_finds_tasks():
    first, second = open_task(), started_task()

    def numbers(filters, client_id=CLIENT):
        page = list_pack_tasks(client_id=client_id, filters=filters, page=PageRequest())
        return [task.number for task in page.results]

    assert numbers(PackTaskFilter()) == [second.number, first.number]
    assert numbers(PackTaskFilter(status=(PackTaskStatus.OPEN,))) == [first.number]
    assert numbers(PackTaskFilter(worker=WORKER)) == [second.number]
    assert numbers(PackTaskFilter(), client_id=ClientId(new_id())) == []
    assert packing.find_pack_task(order_id=first.order_id, round_no=1) == first
    assert packing.find_pack_task(order_id=first.order_id, round_no=2) is None
    with pytest.raises(PackTaskNotFound):
        get_pack_task(task_id=PackTaskId(new_id()))
    with pytest.raises(PackTaskNotFound):
        get_pack_task(task_id=first.task_id, client_id=ClientId(new_id()))
