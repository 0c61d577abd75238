"""What is not carried, and why."""

from uuid import uuid4

import pytest

from tests.factories.tasks import WORKER, cancelling, carrying, claim, open_task
from tests.inventory.moves.facts import facts
from tests.inventory.reading import on_hand
from wms.inventory.catalogue.contracts.refusals import GoodsMissing, LocationNotFound
from wms.inventory.handling.contracts.refusals import LocationBlocked
from wms.inventory.models import Location
from wms.inventory.moves.commands.cancel_move_task import cancel_move_task
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.contracts import (
    LocationUnfit,
    MoveDiffers,
    MoveTaskNotFound,
    MoveTaskTaken,
    OverMove,
    ReasonMissing,
    WrongScan,
)
from wms.inventory.moves.queries.tasks import get_move_task
from wms.inventory.work.contracts.tasks import MoveTaskNotReady
from wms.kernel.ids import ClientId

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("goods")]


@pytest.mark.parametrize(
    ("scanned", "refusal"),
    [
        ({"sku": "NUT-M8"}, WrongScan),
        ({"lot": "L2"}, WrongScan),
        ({"from_location": "A-01"}, WrongScan),
        ({"to_location": "P-01"}, WrongScan),
        ({"to_location": "Z-99"}, LocationNotFound),
        ({"to_location": "supplier"}, LocationNotFound),
        ({"to_location": "STAGE"}, LocationUnfit),
        ({"quantity": 11}, OverMove),
        ({"quantity": 9}, ReasonMissing),
    ],
)
def test_a_wrong_scan_or_count_is_refused(scanned, refusal):
    task = claim(open_task())

    with pytest.raises(refusal):
        complete_move_task(carrying(task, **scanned))

    assert get_move_task(task_id=task.task_id) == task
    assert (on_hand("P-01"), facts()) == (10, [])


def test_nothing_is_put_at_a_blocked_location():
    task = claim(open_task())
    Location.objects.filter(code="R-01").update(is_blocked=True, blocked_for="person")

    with pytest.raises(LocationBlocked):
        complete_move_task(carrying(task))

    assert (on_hand("P-01"), facts()) == (10, [])


def test_goods_that_are_gone_cannot_be_carried():
    first, second = claim(open_task()), claim(open_task())
    complete_move_task(carrying(first))

    with pytest.raises(GoodsMissing):
        complete_move_task(carrying(second))

    assert get_move_task(task_id=second.task_id).status == "in_progress"
    assert (on_hand("R-01"), len(facts())) == (10, 1)


def test_a_task_has_one_worker():
    task = claim(open_task())

    assert claim(task) == task
    with pytest.raises(MoveTaskTaken):
        claim(task, "bob")
    with pytest.raises(MoveTaskTaken):
        complete_move_task(carrying(task, worker="bob"))

    assert get_move_task(task_id=task.task_id).worker == WORKER


def test_a_task_that_nobody_claimed_cannot_be_completed():
    task = open_task()

    with pytest.raises(MoveTaskNotReady):
        complete_move_task(carrying(task))

    assert on_hand("P-01") == 10


@pytest.mark.parametrize("changed", [{"quantity": 9}, {"to_location": "A-01"}])
def test_a_completed_task_is_not_completed_otherwise(changed):
    task = claim(open_task())
    complete_move_task(carrying(task))

    with pytest.raises(MoveDiffers):
        complete_move_task(carrying(task, **changed))

    assert (on_hand("R-01"), len(facts())) == (10, 1)


def test_a_completed_task_cannot_be_cancelled():
    task = claim(open_task())
    complete_move_task(carrying(task))

    with pytest.raises(MoveTaskNotReady):
        cancel_move_task(cancelling(task))

    assert len(facts()) == 1


def test_a_task_of_another_client_is_not_there():
    task, other = open_task(), ClientId(uuid4())

    with pytest.raises(MoveTaskNotFound):
        cancel_move_task(cancelling(task, client_id=other))
    with pytest.raises(MoveTaskNotFound):
        get_move_task(task_id=task.task_id, client_id=other)
