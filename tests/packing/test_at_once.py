"""Commands on one pack task that arrive at once: one effect, whoever comes first."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.factories.packing import cancelling, creating, new_order, open_task, published
from tests.support.database import connection
from wms.packing import facade as packing
from wms.packing.contracts import PackRoundClosed, PackTaskTaken, StartPackTask, pack_task_id_for
from wms.packing.selectors.tasks import get_pack_task
from wms.packing.services.start_pack_task import start_pack_task

pytestmark = pytest.mark.django_db(transaction=True)
CALLERS = 8


def at_once(calls):
    """Return what each call answered, or the refusal it got."""

    def made(call):
        try:
            return call()
        except (PackRoundClosed, PackTaskTaken) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(made, calls))


def test_a_task_is_made_once():
    command = creating(new_order())

    tasks = at_once([lambda: packing.create_pack_task(command)] * CALLERS)

    assert tasks == [tasks[0]] * CALLERS
    assert published(tasks[0].task_id) == [("task-created", 1)]


def test_one_worker_has_it():
    task = open_task()

    def starting(worker):
        command = StartPackTask(task_id=task.task_id, actor=f"worker-{worker}")
        return lambda: start_pack_task(command)

    answers = at_once([starting(worker) for worker in range(CALLERS)])

    (winner,) = (each for each in answers if not isinstance(each, PackTaskTaken))
    assert get_pack_task(task_id=task.task_id) == winner
    assert published(task.task_id) == [("task-created", 1), ("task-started", 2)]


@pytest.mark.parametrize("starts_first", ["cancel", "create"])
def test_a_cancel_beside_the_making_leaves_a_closed_round(starts_first):
    orders = [new_order() for _ in range(CALLERS)]
    for order_id in orders:
        calls = [
            lambda order_id=order_id: packing.cancel_pack_task(cancelling(order_id)),
            lambda order_id=order_id: packing.create_pack_task(creating(order_id)),
        ]
        answers = at_once(calls if starts_first == "cancel" else calls[::-1])

        task = packing.find_pack_task(order_id=order_id, round_no=1)
        was_refused = any(isinstance(each, PackRoundClosed) for each in answers)
        assert task is not None
        assert task.status == "cancelled"
        assert published(pack_task_id_for(order_id, 1)) == (
            [] if was_refused else [("task-created", 1), ("task-cancelled", 2)]
        )
