"""Goods of undone orders: on the list of exceptions until the last are back on the shelf."""

import pytest

from tests.factories.inventory import CLIENT, put, register_location
from tests.factories.tasks import WORKER, cancelling, carrying, claim, open_task
from tests.support.races import deliver
from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.contracts.exceptions import GOODS_IN_STAGING, RaiseException
from wms.fulfillment.models import FulfillmentInbox, OperationalException
from wms.fulfillment.subscribers import subscriber
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.contracts import CarryReason, MoveTaskKind, MoveTaskStatus
from wms.inventory.models import InventoryOutbox, MoveTask
from wms.inventory.moves.commands.cancel_move_task import cancel_move_task
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.commands.reopen_move_task import reopen_move_task
from wms.inventory.moves.contracts import ReopenMoveTask
from wms.inventory.moves.queries.tasks import get_move_task
from wms.kernel.ids import OrderId
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def goods():
    register_location("R-01", LocationKind.RESERVE)
    register_location("DOCK", LocationKind.DOCK)
    put(10, location="DOCK")


def left_behind(order_id: OrderId, kind: str = GOODS_IN_STAGING) -> None:
    """Put before a person what the saga of an order puts there."""
    raise_exception(
        RaiseException(
            exception_id=new_id(),
            order_id=order_id,
            client_id=CLIENT,
            kind=kind,
            subject="O-1",
            message="5 units to put back",
        )
    )


def to_return(order_id: OrderId | None, quantity: int, source: str = "DOCK"):
    return open_task(quantity, source=source, kind=MoveTaskKind.RETURN_TO_STOCK, order_id=order_id)


def carry(task, quantity: int | None = None, reason: CarryReason | None = None) -> InventoryOutbox:
    """Put goods back, and hand the group what inventory says of it."""
    claim(task)
    complete_move_task(carrying(task, quantity, reason=reason))
    told = InventoryOutbox.objects.filter(subject=task.task_id).latest("sequence")
    deliver(subscriber, told)
    return told


def listed() -> list[tuple[str, str, str]]:
    rows = OperationalException.objects.order_by("id")
    return [(row.kind, row.status, row.cleared_by) for row in rows]


def test_the_last_goods_of_an_order_take_it_off_the_list():
    order_id = OrderId(new_id())
    left_behind(order_id)
    first, second = to_return(order_id, 3), to_return(order_id, 2)

    carry(first)
    before = listed()
    carry(second)

    assert before == [(GOODS_IN_STAGING, "open", "")]
    assert listed() == [(GOODS_IN_STAGING, "cleared", WORKER)]
    assert OperationalException.objects.get().note == "back on the shelf"


def test_goods_that_somebody_carries_just_now_are_not_back_yet():
    order_id = OrderId(new_id())
    left_behind(order_id)
    first, second = to_return(order_id, 3), to_return(order_id, 2)
    claim(second)

    carry(first)

    assert listed() == [(GOODS_IN_STAGING, "open", "")]


@pytest.mark.parametrize("units", [0, 2])
@pytest.mark.parametrize(
    "reason", [CarryReason.NOT_FOUND, CarryReason.DAMAGED, CarryReason.NOT_NEEDED]
)
def test_goods_that_were_not_put_back_stay_before_a_person(units, reason):
    order_id = OrderId(new_id())
    left_behind(order_id)

    carry(to_return(order_id, 3), units, reason)

    assert listed() == [(GOODS_IN_STAGING, "open", "")]


def test_what_another_task_left_is_not_forgotten_when_the_last_is_done():
    order_id = OrderId(new_id())
    left_behind(order_id)
    first, dropped, last = to_return(order_id, 3), to_return(order_id, 2), to_return(order_id, 1)
    cancel_move_task(cancelling(dropped))

    carry(first)
    carry(last)

    assert listed() == [(GOODS_IN_STAGING, "open", "")]


def test_what_somebody_was_sent_for_again_takes_the_order_off_the_list():
    order_id = OrderId(new_id())
    left_behind(order_id)
    register_location("STAGE", LocationKind.STAGING)
    put(5, location="STAGE")
    carried, dropped = to_return(order_id, 3, "STAGE"), to_return(order_id, 2, "STAGE")
    cancel_move_task(cancelling(dropped))
    carry(carried)
    before = listed()

    reopen_move_task(ReopenMoveTask(task_id=dropped.task_id, actor="sue"))
    carry(dropped)

    assert before == [(GOODS_IN_STAGING, "open", "")]
    assert listed() == [(GOODS_IN_STAGING, "cleared", WORKER)]


def test_goods_that_found_no_room_leave_the_list_with_the_task_that_brings_them_back():
    order_id = OrderId(new_id())
    left_behind(order_id)

    carry(to_return(order_id, 3), 2, CarryReason.NO_ROOM)
    before = listed()
    rest = MoveTask.objects.get(order_id=order_id, status=MoveTaskStatus.OPEN)
    carry(get_move_task(task_id=rest.id))

    assert before == [(GOODS_IN_STAGING, "open", "")]
    assert listed() == [(GOODS_IN_STAGING, "cleared", WORKER)]


def test_nothing_else_leaves_the_list():
    order_id, other = OrderId(new_id()), OrderId(new_id())
    left_behind(order_id, "undo_blocked")
    left_behind(other)

    carry(to_return(order_id, 3))
    carry(to_return(None, 2))

    assert [status for _kind, status, _who in listed()] == ["open", "open"]


def test_an_event_that_comes_twice_clears_once():
    order_id = OrderId(new_id())
    left_behind(order_id)
    told = carry(to_return(order_id, 3))
    left_behind(order_id)
    FulfillmentInbox.objects.filter(event_id=told.event_id).get()

    deliver(subscriber, told)

    assert [status for _kind, status, _who in listed()] == ["cleared", "open"]
