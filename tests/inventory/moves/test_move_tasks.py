"""Goods that are carried by tasks."""

from uuid import uuid4

import pytest

from tests.factories.inventory import CLIENT
from tests.factories.tasks import WORKER, cancelling, carrying, claim, open_task
from tests.inventory.moves.facts import facts
from tests.inventory.reading import differences, moved, on_hand, totals
from wms.inventory import facade as inventory
from wms.inventory.contracts import CarryReason, MoveTaskFilter, MoveTaskKind, MoveTaskStatus
from wms.inventory.models import InventoryOutbox, MoveTask, StockMovement
from wms.inventory.moves.commands.cancel_move_task import cancel_move_task
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.work.contracts.tasks import MoveTaskNotReady
from wms.kernel.ids import OrderId
from wms.kernel.pages import PageRequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("goods")]


def test_a_task_is_made_once_per_key():
    first, second = open_task(key="receipt/1"), open_task(4, key="receipt/1")

    assert first == second
    assert (first.status, first.quantity, first.lot) == ("open", 10, "L1")
    assert first.number.startswith("M-")


def test_carried_goods_are_booked_and_said_once():
    task = open_task()
    taken = claim(task)

    done = complete_move_task(carrying(task))
    again = complete_move_task(carrying(task))

    assert (taken.status, taken.worker) == ("in_progress", WORKER)
    assert done == again
    assert (done.status, done.moved, done.to_location) == ("completed", 10, "R-01")
    assert (on_hand("P-01"), on_hand("R-01"), totals()) == (0, 10, (10, 0, 0))
    assert moved()[1:] == [("put_away", "P-01", "R-01", 10)]
    assert facts() == [("stock-moved", task.task_id, 1)]
    assert differences() == ()


@pytest.mark.parametrize(
    ("kind", "target", "cause", "fact"),
    [
        (MoveTaskKind.PUT_AWAY, "R-01", "put_away", "stock-moved"),
        (MoveTaskKind.REPLENISHMENT, "A-01", "replenishment", "stock-moved"),
        (MoveTaskKind.RETURN_TO_STOCK, "A-01", "return", "stock-returned"),
    ],
)
def test_each_kind_has_its_cause_and_its_fact(kind, target, cause, fact):
    order_id = OrderId(uuid4())
    task = claim(open_task(3, kind=kind, target=target, order_id=order_id))

    complete_move_task(carrying(task))

    last = StockMovement.objects.latest("id")
    assert (last.cause, last.order_id, last.reference) == (cause, order_id, task.number)
    assert facts() == [(fact, task.task_id, 1)]
    assert InventoryOutbox.objects.latest("id").partition_key == order_id


def test_less_than_asked_says_why_and_leaves_the_rest_where_it_was():
    task = claim(open_task())

    done = complete_move_task(carrying(task, 7, reason=CarryReason.DAMAGED))

    assert (done.status, done.moved, done.reason) == ("completed", 7, "damaged")
    assert (on_hand("P-01"), on_hand("R-01")) == (3, 7)
    assert MoveTask.objects.count() == 1


def test_what_found_no_room_is_carried_by_another_task():
    task = claim(open_task())

    complete_move_task(carrying(task, 7, reason=CarryReason.NO_ROOM))
    complete_move_task(carrying(task, 7, reason=CarryReason.NO_ROOM))

    rest = MoveTask.objects.exclude(id=task.task_id).get()
    assert (rest.quantity, rest.status, rest.kind) == (3, "open", "put_away")
    assert on_hand("P-01") == 3


def test_nothing_carried_moves_nothing():
    task = claim(open_task())

    done = complete_move_task(carrying(task, 0, reason=CarryReason.NOT_FOUND))

    assert (done.status, done.moved, done.reason) == ("completed", 0, "not_found")
    assert StockMovement.objects.count() == 1
    assert facts() == [("stock-moved", task.task_id, 1)]


@pytest.mark.parametrize("is_claimed", [False, True])
def test_a_cancelled_task_moves_nothing(is_claimed):
    task = open_task()
    if is_claimed:
        claim(task)

    first, again = [cancel_move_task(cancelling(task)) for _time in range(2)]

    assert first == again
    assert (first.status, first.reason) == ("cancelled", "not needed")
    assert facts() == [("move-task-cancelled", task.task_id, 1)]
    for late in (lambda: claim(task), lambda: complete_move_task(carrying(task))):
        with pytest.raises(MoveTaskNotReady):
            late()
    assert on_hand("P-01") == 10


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 2),
        ({"kind": (MoveTaskKind.PUT_AWAY,)}, 1),
        ({"status": (MoveTaskStatus.IN_PROGRESS,)}, 1),
        ({"sku": "bolt-m8"}, 2),
        ({"sku": "NUT"}, 0),
        ({"worker": WORKER}, 1),
    ],
)
def test_tasks_can_be_listed(wanted, count):
    open_task(2)
    claim(open_task(3, kind=MoveTaskKind.REPLENISHMENT, target="A-01"))

    page = inventory.list_move_tasks(
        client_id=CLIENT, filters=MoveTaskFilter(**wanted), page=PageRequest()
    )

    assert len(page.results) == count
