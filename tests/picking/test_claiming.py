"""A task has one worker: of many who claim it, one wins."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.factories.picking import (
    CLIENT,
    WORKER,
    cancelling,
    claimed_task,
    new_order,
    open_task,
    preparing,
    published,
)
from tests.support.api import Api, make_site
from tests.support.database import connection
from wms.kernel.ids import ClientId
from wms.picking import facade as picking
from wms.picking.contracts import (
    ClaimPickTask,
    PickTaskId,
    PickTaskNotFound,
    PickTaskNotReady,
    PickTaskStatus,
    PickTaskTaken,
    StartPickTask,
)
from wms.picking.models import PickTask
from wms.picking.selectors.tasks import get_pick_task
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.start_pick_task import start_pick_task
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db
WORKERS = 16


def test_the_first_worker_has_the_task_and_is_answered_again():
    task = open_task()
    command = ClaimPickTask(task_id=task.task_id, actor=WORKER, client_id=CLIENT)

    claimed = claim_pick_task(command)

    assert (claimed.status, claimed.worker, claimed.version) == (PickTaskStatus.ASSIGNED, "ann", 2)
    assert claim_pick_task(command) == claimed
    with pytest.raises(PickTaskTaken, match="belongs to ann"):
        claim_pick_task(ClaimPickTask(task_id=task.task_id, actor="bob"))
    assert published(task.task_id) == [("task-created", 1), ("task-assigned", 2)]


def test_only_an_open_task_can_be_claimed():
    waiting = picking.prepare_pick_task(preparing(new_order()))
    cancelled = open_task()
    picking.cancel_pick_task(cancelling(cancelled.order_id))
    taken = claimed_task()
    picking.cancel_pick_task(cancelling(taken.order_id))

    for task in (waiting, cancelled, taken):
        with pytest.raises(PickTaskNotReady):
            claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=WORKER))

    assert published(waiting.task_id) == []
    assert published(cancelled.task_id) == [("task-created", 1), ("task-cancelled", 2)]


def test_a_task_of_another_client_does_not_exist():
    task = open_task()

    for unknown in (
        ClaimPickTask(task_id=PickTaskId(new_id()), actor=WORKER),
        ClaimPickTask(task_id=task.task_id, actor=WORKER, client_id=ClientId(new_id())),
    ):
        with pytest.raises(PickTaskNotFound):
            claim_pick_task(unknown)

    assert get_pick_task(task_id=task.task_id) == task


def test_starting_is_for_the_worker_who_claimed_and_happens_once():
    task = claimed_task()
    command = StartPickTask(task_id=task.task_id, actor=WORKER)

    started = start_pick_task(command)

    assert (started.status, started.version) == (PickTaskStatus.IN_PROGRESS, 3)
    assert started.started_at is not None
    assert start_pick_task(command) == started
    with pytest.raises(PickTaskTaken):
        start_pick_task(StartPickTask(task_id=task.task_id, actor="bob"))
    assert published(task.task_id)[2:] == [("task-started", 3)]


def test_a_task_that_nobody_claimed_cannot_be_started():
    task = open_task()

    with pytest.raises(PickTaskNotReady):
        start_pick_task(StartPickTask(task_id=task.task_id, actor=WORKER))

    assert get_pick_task(task_id=task.task_id) == task
    assert published(task.task_id) == [("task-created", 1)]


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_workers_one_wins():
    task = open_task()

    def claim(worker: int) -> str | None:
        command = ClaimPickTask(task_id=task.task_id, actor=f"worker-{worker}")
        try:
            return claim_pick_task(command).worker
        except PickTaskTaken:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        winners = [each for each in pool.map(claim, range(WORKERS)) if each]

    assert len(winners) == 1
    assert get_pick_task(task_id=task.task_id).worker == winners[0]
    assert published(task.task_id) == [("task-created", 1), ("task-assigned", 2)]


def test_who_claimed_a_task_before_there_were_ids_goes_on_with_it():
    make_site()
    ann, bob = Api("picker", name="ann").actor, Api("picker", name="bob").actor
    task = claimed_task()
    PickTask.objects.update(worker="ann")

    with pytest.raises(PickTaskTaken, match="belongs to ann"):
        start_pick_task(StartPickTask(task_id=task.task_id, actor=bob))
    started = start_pick_task(StartPickTask(task_id=task.task_id, actor=ann))

    assert started.status == PickTaskStatus.IN_PROGRESS


def test_two_of_one_name_are_two_workers():
    make_site()
    ann, other = (Api("picker", name="ann").actor for _token in range(2))
    task = open_task()
    claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=ann))

    with pytest.raises(PickTaskTaken, match="belongs to ann"):
        claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=other))

    assert published(task.task_id) == [("task-created", 1), ("task-assigned", 2)]
