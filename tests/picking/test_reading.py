"""Lists and look-ups of pick tasks."""

import pytest

from tests.factories.picking import CLIENT, claimed_task, new_order, open_task
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest
from wms.picking import facade as picking
from wms.picking.contracts import PickTaskFilter, PickTaskId, PickTaskNotFound, PickTaskStatus
from wms.picking.models import PickTask
from wms.picking.selectors.tasks import get_pick_task, list_pick_tasks
from wms.platform.ids import new_id
from wms.platform.paging.cursors import InvalidCursor

pytestmark = pytest.mark.django_db


def numbers(filters=None, client_id=CLIENT, page=None):
    found = list_pick_tasks(
        client_id=client_id, filters=filters or PickTaskFilter(), page=page or PageRequest()
    )
    return [task.number for task in found.results]


def test_lists_the_newest_first_and_only_what_is_asked_for():
    first, second, third = open_task(), claimed_task(), open_task()

    assert numbers() == [third.number, second.number, first.number]
    assert numbers(PickTaskFilter(status=(PickTaskStatus.OPEN,))) == [third.number, first.number]
    assert numbers(PickTaskFilter(worker="ann")) == [second.number]
    assert numbers(PickTaskFilter(wave_id=first.wave_id)) == [first.number]
    assert numbers(client_id=ClientId(new_id())) == []
    assert numbers(client_id=None) == numbers()
    assert numbers(page=PageRequest(limit=2)) == [third.number, second.number]


def test_pickers_are_offered_the_most_urgent_and_then_the_oldest():
    tasks = [open_task() for _ in range(4)]
    ranks = [2, 0, 1, 0]
    for task, rank in zip(tasks, ranks, strict=True):
        PickTask.objects.filter(task_id=task.task_id).update(priority_rank=rank)
    claimed_task()
    wanted = [tasks[1].number, tasks[3].number, tasks[2].number, tasks[0].number]
    available = PickTaskFilter(available=True)

    assert numbers(available) == wanted
    assert numbers(PickTaskFilter(available=True, wave_id=tasks[2].wave_id)) == [tasks[2].number]
    assert numbers(PickTaskFilter(available=True, status=(PickTaskStatus.ASSIGNED,))) == []
    read, cursor = [], None
    for _ in wanted:
        page = list_pick_tasks(
            client_id=CLIENT, filters=available, page=PageRequest(limit=1, cursor=cursor)
        )
        read += [task.number for task in page.results]
        cursor = page.next
    assert (read, cursor) == (wanted, None)
    for wrong in ("x", "AAAA", "!", "\N{BULLET}"):
        with pytest.raises(InvalidCursor):
            numbers(available, page=PageRequest(cursor=wrong))


def test_a_page_is_one_query(django_assert_num_queries):
    for _ in range(3):
        open_task()

    with django_assert_num_queries(1):
        assert len(numbers()) == 3


def test_finds_a_task_by_order_and_round_or_by_id():
    task = open_task()

    assert picking.find_pick_task(order_id=task.order_id, round_no=1) == task
    assert picking.find_pick_task(order_id=task.order_id, round_no=2) is None
    assert picking.find_pick_task(order_id=new_order(), round_no=1) is None
    assert get_pick_task(task_id=task.task_id, client_id=CLIENT) == task
    for unknown in (
        {"task_id": PickTaskId(new_id())},
        {"task_id": task.task_id, "client_id": ClientId(new_id())},
    ):
        with pytest.raises(PickTaskNotFound):
            get_pick_task(**unknown)
