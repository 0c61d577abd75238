"""Goods of undone orders: on the list of exceptions until the last are back on the shelf."""

import pytest

from tests.factories.inventory import CLIENT, put, register_location
from tests.factories.tasks import WORKER, carrying, claim, open_task
from tests.support.races import deliver
from wms.fulfillment import facade as fulfillment
from wms.fulfillment.contracts import GOODS_IN_STAGING, RaiseException
from wms.fulfillment.models import FulfillmentInbox, OperationalException
from wms.fulfillment.subscribers import subscriber
from wms.inventory import facade as inventory
from wms.inventory.contracts import LocationKind, MoveTaskKind
from wms.inventory.models import InventoryOutbox
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
    fulfillment.raise_exception(
        RaiseException(
            exception_id=new_id(),
            order_id=order_id,
            client_id=CLIENT,
            kind=kind,
            subject="O-1",
            message="5 units to put back",
        )
    )


def to_return(order_id: OrderId | None, quantity: int):
    return open_task(quantity, source="DOCK", kind=MoveTaskKind.RETURN_TO_STOCK, order_id=order_id)


def carry(task) -> InventoryOutbox:
    """Put goods back, and hand the group what inventory says of it."""
    claim(task)
    inventory.complete_move_task(carrying(task))
    told = InventoryOutbox.objects.get(subject=task.task_id)
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


def test_nothing_else_leaves_the_list():
    order_id, other = OrderId(new_id()), OrderId(new_id())
    left_behind(order_id, "undo_blocked")
    left_behind(other)

    carry(to_return(order_id, 3))
    carry(to_return(None, 2))

    assert [status for _kind, status, _who in listed()] == ["open", "open"]


def test_heard_twice_it_is_cleared_once():
    order_id = OrderId(new_id())
    left_behind(order_id)
    told = carry(to_return(order_id, 3))
    left_behind(order_id)
    FulfillmentInbox.objects.filter(event_id=told.event_id).get()

    deliver(subscriber, told)

    assert [status for _kind, status, _who in listed()] == ["cleared", "open"]
