"""Cancelled tasks that somebody is sent to again."""

from functools import partial

import pytest
from django.urls import reverse

from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    allocating,
    picking,
    put,
    register_location,
    releasing,
    reserved,
)
from tests.factories.keeping import carried, transferring
from tests.factories.tasks import cancelling, carrying, claim, open_task
from tests.inventory.moves.facts import facts
from tests.inventory.reading import differences, on_hand
from tests.support.people import log_in
from tests.support.races import assert_gap_free, at_once
from tests.support.tables import rows_of
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.catalogue.contracts.refusals import GoodsMissing
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.contracts import MoveTaskKind
from wms.inventory.models import InventoryOutbox, StockMovement, StockUnit
from wms.inventory.models import MoveTask as MoveTaskRow
from wms.inventory.moves.commands.cancel_move_task import cancel_move_task
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.commands.reopen_move_task import reopen_move_task
from wms.inventory.moves.contracts import MoveTaskNotFound, ReopenMoveTask
from wms.inventory.moves.queries.tasks import get_move_task
from wms.inventory.work.contracts.tasks import MoveTaskNotReady
from wms.platform.ids import new_id
from wms.platform.tenancy import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("goods")]
RETURN = MoveTaskKind.RETURN_TO_STOCK
SURE = {"_form_submitted": "True"}


def reopening(task, client_id=CLIENT):
    return ReopenMoveTask(task_id=task.task_id, actor="sue", client_id=client_id)


def dropped(quantity=10, **more):
    return cancel_move_task(cancelling(open_task(quantity, **more)))


def everything():
    return rows_of(MoveTaskRow, StockUnit, StockMovement, InventoryOutbox)


@pytest.mark.parametrize("kind", [MoveTaskKind.PUT_AWAY, RETURN])
def test_a_cancelled_task_is_as_it_was_before_anybody_had_it(kind):
    task = open_task(kind=kind)
    claim(task)
    cancel_move_task(cancelling(task))

    reopened = reopen_move_task(reopening(task))

    assert reopened == task
    assert get_move_task(task_id=task.task_id) == task


@pytest.mark.parametrize(
    ("kind", "fact"), [(MoveTaskKind.PUT_AWAY, "stock-moved"), (RETURN, "stock-returned")]
)
def test_everything_that_becomes_of_it_is_said_in_turn(kind, fact):
    task = dropped(kind=kind)
    reopen_move_task(reopening(task))
    cancel_move_task(cancelling(task))
    reopen_move_task(reopening(task))
    claim(task)
    complete_move_task(carrying(task))

    said = ["move-task-cancelled", "move-task-reopened"] * 2 + [fact]
    assert facts() == [(each, task.task_id, number) for number, each in enumerate(said, start=1)]
    assert (on_hand("P-01"), on_hand("R-01")) == (0, 10)
    assert_gap_free()
    assert differences() == ()


def test_opening_it_twice_says_nothing_twice():
    task = dropped()
    first = reopen_move_task(reopening(task))
    before = everything()

    assert reopen_move_task(reopening(task)) == first
    assert everything() == before


def test_it_asks_for_what_is_still_there():
    task = dropped(8)
    transfer_stock(transferring(carried(7, "P-01", "R-01", lot="L1")))

    assert reopen_move_task(reopening(task)).quantity == 3


def test_it_does_not_ask_for_what_other_tasks_carry():
    task = dropped(8)
    open_task(6)

    assert reopen_move_task(reopening(task)).quantity == 4


@pytest.mark.parametrize("left", [0, 4])
def test_where_none_of_its_goods_are_left_it_stays_cancelled(left):
    task = dropped(8)
    if left:
        open_task(left)
    transfer_stock(transferring(carried(10 - left, "P-01", "R-01", lot="L1")))
    before = everything()

    with pytest.raises(GoodsMissing, match="none of its goods are left at P-01"):
        reopen_move_task(reopening(task))

    assert everything() == before


def test_what_was_picked_for_other_orders_is_not_taken_back():
    register_location("A-01")
    put(8, location="A-01", sku="NUT")
    orders = [reserved(("NUT", quantity)) for quantity in (5, 3)]
    for order in orders:
        inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))
    inventory.release_reservation(releasing(orders[0]))
    task = get_move_task(task_id=MoveTaskRow.objects.get().id)
    cancel_move_task(cancelling(task))

    first = reopen_move_task(reopening(task))
    cancel_move_task(cancelling(task))
    transfer_stock(transferring(carried(5, "STAGE", "A-01", sku="NUT")))

    assert (first.quantity, first.kind) == (5, RETURN)
    with pytest.raises(GoodsMissing, match="none of its goods are left at STAGE"):
        reopen_move_task(reopening(task))


def test_a_replenishment_is_left_to_planning():
    register_location("A-01")
    register_location("R-02", LocationKind.RESERVE)
    put(5, location="R-02")
    task = dropped(5, source="R-02", target="A-01", kind=MoveTaskKind.REPLENISHMENT)
    before = everything()

    with pytest.raises(MoveTaskNotReady, match="is asked for again"):
        reopen_move_task(reopening(task))

    assert everything() == before


def test_what_was_carried_is_not_carried_again():
    task = claim(open_task(4))
    complete_move_task(carrying(task))
    before = everything()

    with pytest.raises(MoveTaskNotReady, match="is completed and cannot be opened again"):
        reopen_move_task(reopening(task))

    assert everything() == before


def test_a_task_of_another_client_is_not_found():
    task = dropped()
    before = everything()

    with pytest.raises(MoveTaskNotFound):
        reopen_move_task(reopening(task, new_id()))

    assert everything() == before


def test_a_supervisor_opens_it_by_a_button_and_a_picker_does_not(client):
    models.Client.objects.create(id=CLIENT, code="demo")
    models.Warehouse.objects.create(id=WAREHOUSE, code="LON1")
    task = dropped()
    address = reverse("admin:inventory_movetask_reopen", args=[task.task_id])

    refused = log_in(client, "picker").post(address, SURE)
    before = get_move_task(task_id=task.task_id)
    done = log_in(client, "supervisor").post(address, SURE, follow=True)

    assert (refused.status_code, before.status) == (403, "cancelled")
    assert f"{task.number} is open, 0 units moved." in done.content.decode()


@pytest.mark.django_db(transaction=True)
def test_many_who_open_it_at_once_open_it_once():
    task = dropped()

    answers = at_once([partial(reopen_move_task, reopening(task))] * 6)

    assert answers == [answers[0]] * 6
    assert facts()[1:] == [("move-task-reopened", task.task_id, 2)]
