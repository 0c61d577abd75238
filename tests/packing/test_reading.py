"""What packers are offered: no order waits for ever behind those that came later."""

import pytest
from django.test.utils import CaptureQueriesContext

from tests.factories.packing import CLIENT, open_task, started_task
from tests.support.database import connection
from tests.support.pages import through_all
from tests.support.plans import plan_of
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest
from wms.packing.contracts import PackTaskFilter, PackTaskStatus
from wms.packing.models import PackTask
from wms.packing.selectors.tasks import list_pack_tasks
from wms.platform.ids import new_id
from wms.platform.paging.cursors import InvalidCursor

pytestmark = pytest.mark.django_db
AVAILABLE = PackTaskFilter(available=True)


def read(filters=AVAILABLE, client_id=CLIENT, **page):
    return list_pack_tasks(client_id=client_id, filters=filters, page=PageRequest(**page))


def numbers(*args, **kwargs):
    return [task.number for task in read(*args, **kwargs).results]


@pytest.fixture
def tasks():
    """Make tasks of several priorities, the oldest first."""
    made = [open_task() for _ in range(5)]
    for task, rank in zip(made, [2, 0, 1, 0, 2], strict=True):
        PackTask.objects.filter(task_id=task.task_id).update(priority_rank=rank)
    started_task()
    return made


def test_packers_are_offered_the_most_urgent_and_then_the_oldest(tasks):
    wanted = [tasks[place].number for place in (1, 3, 2, 0, 4)]

    assert numbers() == wanted
    assert numbers(limit=2) == wanted[:2]
    assert numbers(PackTaskFilter(available=True, status=(PackTaskStatus.PACKED,))) == []
    assert numbers(client_id=ClientId(new_id())) == []


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
def test_pages_follow_each_other_without_a_gap(tasks, limit):
    seen = through_all(lambda cursor: read(limit=limit, cursor=cursor))

    assert [task.number for task in seen] == numbers()


def test_what_was_taken_meanwhile_shifts_nothing(tasks):
    first = read(limit=2)
    PackTask.objects.filter(task_id=tasks[3].task_id).update(status="cancelled")

    assert numbers(limit=2, cursor=first.next) == [tasks[2].number, tasks[0].number]


def test_cursors_of_other_lists_are_refused(tasks):
    newest = read(PackTaskFilter(), limit=1).next

    for wrong in (newest, "x", "AAAA", "!", "\N{BULLET}"):
        with pytest.raises(InvalidCursor):
            read(cursor=wrong)
    with pytest.raises(InvalidCursor):
        read(PackTaskFilter(), cursor=read(limit=1).next)


def test_every_page_is_one_look_into_the_index(tasks):
    cursor = read(limit=2).next
    with CaptureQueriesContext(connection) as queries:
        read(limit=2, cursor=cursor)

    plan = plan_of(queries.captured_queries[0]["sql"])

    assert len(queries) == 1
    assert "available_pack_task_by_urgency" in plan
    assert "ROW(priority_rank, id) > ROW" in plan.split("Index Cond:")[1]
    assert "Sort" not in plan
    assert "Filter" not in plan
