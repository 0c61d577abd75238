"""Tasks that a worker has and gives back."""

from functools import partial

import pytest
from django.urls import reverse

from tests.factories.inventory import CLIENT, WAREHOUSE
from tests.factories.tasks import cancelling, carrying, claim, open_task
from tests.inventory.moves.facts import facts
from tests.inventory.reading import on_hand
from tests.support.people import log_in
from tests.support.races import at_once
from tests.support.tables import rows_of
from wms.inventory.contracts import MoveTask
from wms.inventory.models import InventoryOutbox, StockMovement, StockUnit
from wms.inventory.models import MoveTask as MoveTaskRow
from wms.inventory.moves.commands.cancel_move_task import cancel_move_task
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.commands.release_move_task import release_move_task
from wms.inventory.moves.contracts import MoveTaskNotFound, MoveTaskTaken, ReleaseMoveTask
from wms.inventory.moves.queries.tasks import get_move_task
from wms.inventory.work.contracts.tasks import MoveTaskNotReady
from wms.kernel.errors import Conflict
from wms.platform.ids import new_id
from wms.platform.tenancy import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("goods")]
SURE = {"_form_submitted": "True"}


def releasing(task, worker="ann", client_id=CLIENT, **more):
    return ReleaseMoveTask(task_id=task.task_id, actor=worker, client_id=client_id, **more)


def everything():
    return rows_of(MoveTaskRow, StockUnit, StockMovement, InventoryOutbox)


def test_a_task_given_back_is_as_it_was_before_it_was_taken():
    task = open_task()
    claim(task)

    released = release_move_task(releasing(task))

    assert released == task
    assert get_move_task(task_id=task.task_id) == task
    assert facts() == []


def test_somebody_else_takes_and_carries_it():
    task = open_task()
    claim(task)
    release_move_task(releasing(task))

    claim(task, "bob")
    done = complete_move_task(carrying(task, worker="bob"))

    assert (done.status, done.worker, on_hand("R-01")) == ("completed", "bob", 10)


def test_giving_back_twice_is_answered_as_before():
    task = claim(open_task())
    first = release_move_task(releasing(task))
    before = everything()

    assert release_move_task(releasing(task)) == first
    assert everything() == before


def test_what_another_worker_has_is_left_to_him_but_for_a_supervisor():
    task = claim(open_task(), "bob")
    before = everything()

    with pytest.raises(MoveTaskTaken, match="belongs to bob"):
        release_move_task(releasing(task))
    assert everything() == before
    released = release_move_task(releasing(task, "sue", of_anybody=True))

    assert (released.status, released.worker, released.started_at) == ("open", "", None)


@pytest.mark.parametrize("end", ["completed", "cancelled"])
def test_what_is_over_is_not_given_back(end):
    task = claim(open_task())
    if end == "completed":
        complete_move_task(carrying(task))
    else:
        cancel_move_task(cancelling(task))
    before = everything()

    with pytest.raises(MoveTaskNotReady, match=f"is {end} and cannot be given back"):
        release_move_task(releasing(task))

    assert everything() == before


def test_a_task_of_another_client_is_not_found():
    task = claim(open_task())
    before = everything()

    with pytest.raises(MoveTaskNotFound):
        release_move_task(releasing(task, client_id=new_id()))

    assert everything() == before


@pytest.fixture
def browse(client):
    models.Client.objects.create(id=CLIENT, code="demo")
    models.Warehouse.objects.create(id=WAREHOUSE, code="LON1")
    return partial(log_in, client)


def test_a_button_gives_a_task_back_a_pickers_own_only(browse):
    own, other = claim(open_task(4), "picker"), claim(open_task(4), "bob")
    addresses = [
        reverse("admin:inventory_movetask_give_back", args=[task.task_id]) for task in (own, other)
    ]

    picker = browse("picker")
    said = [picker.post(each, SURE, follow=True).content.decode() for each in addresses]
    supervised = browse("supervisor").post(addresses[1], SURE, follow=True).content.decode()

    assert f"{own.number} is open, 0 units moved." in said[0]
    assert f"Refused: {other.number} belongs to bob" in said[1]
    assert f"{other.number} is open, 0 units moved." in supervised


@pytest.mark.django_db(transaction=True)
def test_giving_back_beside_completing_does_one_of_the_two():
    for round_no in range(8):
        task = claim(open_task(1))

        answers = at_once(
            [
                partial(complete_move_task, carrying(task)),
                partial(release_move_task, releasing(task)),
            ]
        )

        done = [each for each in answers if isinstance(each, MoveTask)]
        assert len(done) == 1, (round_no, answers)
        assert sum(isinstance(each, Conflict) for each in answers) == 1
        assert get_move_task(task_id=task.task_id) == done[0]
