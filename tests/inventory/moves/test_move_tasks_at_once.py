"""Commands on one task that arrive at once."""

from functools import partial

import pytest

from tests.factories.inventory import CLIENT, put, register_location, register_sku
from tests.factories.tasks import carrying, claim, open_task
from tests.inventory.reading import differences, on_hand, totals
from tests.support.races import assert_gap_free, at_once
from wms.inventory.catalogue.contracts.catalogue import BlockLocation
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.contracts import MoveTask
from wms.inventory.handling.commands.block_location import block_location
from wms.inventory.handling.contracts.refusals import LocationBlocked
from wms.inventory.models import InventoryOutbox, Location
from wms.inventory.moves.commands.cancel_move_task import cancel_move_task
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.contracts import CancelMoveTask, MoveTaskTaken
from wms.inventory.moves.queries.tasks import get_move_task
from wms.kernel.errors import Conflict

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def goods():
    register_sku()
    register_location("R-01", LocationKind.RESERVE)
    register_location("STAGE", LocationKind.STAGING)
    put(10, location="STAGE")


def test_one_of_many_workers_gets_a_task():
    task = open_task(source="STAGE")

    answers = at_once(
        [partial(claim, task, f"worker-{name}") for name in range(16)], connections=16
    )

    (winner,) = (each for each in answers if isinstance(each, MoveTask))
    assert sum(isinstance(each, MoveTaskTaken) for each in answers) == 15
    assert get_move_task(task_id=task.task_id) == winner


def test_a_task_is_made_once_by_many_who_ask_for_it():
    tasks = at_once([lambda: open_task(source="STAGE", key="receipt/1")] * 8)

    assert tasks == [tasks[0]] * 8


def test_a_completion_sent_many_times_moves_the_goods_once():
    task = claim(open_task(source="STAGE"))

    answers = at_once([lambda: complete_move_task(carrying(task))] * 8)

    assert answers == [answers[0]] * 8
    assert (on_hand("STAGE"), on_hand("R-01")) == (0, 10)
    assert InventoryOutbox.objects.filter(subject=task.task_id).count() == 1


def test_completing_beside_cancelling_does_one_of_the_two():
    for _round in range(10):
        put(10, location="STAGE")
        before = on_hand("R-01")
        task = claim(open_task(source="STAGE"))
        cancel = CancelMoveTask(
            task_id=task.task_id, reason="late", client_id=CLIENT, actor="user:7"
        )

        answers = at_once(
            [
                partial(complete_move_task, carrying(task)),
                partial(cancel_move_task, cancel),
            ]
        )

        (done,) = (each for each in answers if isinstance(each, MoveTask))
        assert sum(isinstance(each, Conflict) for each in answers) == 1
        assert on_hand("R-01") - before == (10 if done.status == "completed" else 0)
    assert_gap_free()
    assert differences() == ()


def test_completing_beside_blocking_never_makes_goods_usable_at_a_blocked_place():
    place = Location.objects.get(code="R-01").id
    for _round in range(10):
        put(10, location="STAGE")
        task = claim(open_task(source="STAGE"))
        block, unblock = (
            BlockLocation(location_id=place, reason="look", actor="sue", blocked=blocked)
            for blocked in (True, False)
        )

        answers = at_once(
            [
                partial(complete_move_task, carrying(task)),
                partial(block_location, block),
            ]
        )

        assert isinstance(answers[0], MoveTask | LocationBlocked)
        assert totals() == (0, 0, 0)
        assert differences() == ()
        block_location(unblock)
    assert totals()[0] == on_hand("R-01")
