"""Goods that an order loses when it ends, or has ended: nobody looks for them."""

from functools import partial

import pytest

from tests.factories.counts import PICKER
from tests.fulfillment.exceptions.shortages import (
    build_shelves,
    claimed,
    damage,
    facts,
    hear,
    hear_of_stock,
    listed,
    missed,
    walked,
)
from tests.support.races import at_once, deliver
from wms.fulfillment.exceptions.contracts.shortages import ALLOCATION_SHORT
from wms.fulfillment.models import FulfillmentInbox, OperationalException
from wms.fulfillment.subscribers import subscriber
from wms.inventory.models import InventoryOutbox
from wms.orders import facade as orders
from wms.orders.contracts import CancelOrder, Milestone, Order, RecordProgress
from wms.orders.models import OrdersOutbox
from wms.picking.contracts import CompletePickTask
from wms.picking.models import PickingOutbox, PickTaskLine
from wms.picking.services.complete_pick_task import complete_pick_task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def shelves():
    build_shelves()


def finish(order: Order) -> None:
    for milestone in (Milestone.SHIPPED, Milestone.COMPLETED):
        orders.record_progress(RecordProgress(order_id=order.order_id, milestone=milestone))


def cancel(order: Order) -> None:
    orders.cancel_order(CancelOrder(order_id=order.order_id, reason="not wanted"))


@pytest.mark.parametrize(("end", "how"), [(finish, "completed"), (cancel, "cancelled")])
def test_nobody_looks_for_the_goods_of_an_order_that_has_ended(end, how):
    order = claimed(5, 3)
    damage(2)
    damage(1, line_no=2)
    hear_of_stock()

    end(order)
    hear(facts(OrdersOutbox, how))

    rows = OperationalException.objects.filter(kind=ALLOCATION_SHORT)
    told = {(row.status, row.cleared_by, row.note) for row in rows}
    assert (len(rows), told) == (2, {("cleared", "system:fulfillment", f"the order is {how}")})


@pytest.mark.parametrize(("end", "how"), [(finish, "completed"), (cancel, "cancelled")])
def test_a_shortage_that_comes_after_the_end_raises_nothing(end, how):
    order = claimed(5)
    damage(2)
    end(order)

    hear(facts(OrdersOutbox, how))
    hear_of_stock()
    FulfillmentInbox.objects.all().delete()
    hear_of_stock()

    assert listed() == []


def test_the_end_of_an_order_and_a_shortage_at_once_leave_nothing_open():
    for _round in range(10):
        OperationalException.objects.all().delete()
        InventoryOutbox.objects.all().delete()
        order = claimed(5)
        damage(2)
        (lost,) = facts(InventoryOutbox, "allocation-short")

        at_once([partial(deliver, subscriber, lost), partial(_end_and_tell, order)])

        assert "open" not in {status for _subject, status in listed()}


def _end_and_tell(order: Order) -> None:
    cancel(order)
    hear([row for row in facts(OrdersOutbox, "cancelled") if row.subject == order.order_id])


def walked_short(order: Order) -> None:
    """Let a walk of an order end with a unit missing that is nowhere else."""
    task = missed(walked(order), 1)
    PickTaskLine.objects.update(sought_until=None)
    complete_pick_task(CompletePickTask(task_id=task.task_id, actor=PICKER))


def shorts() -> list[tuple[str, str]]:
    rows = OperationalException.objects.filter(kind="short_pick")
    return [(row.status, row.note) for row in rows]


@pytest.mark.parametrize(("end", "how"), [(finish, "completed"), (cancel, "cancelled")])
def test_a_short_walk_is_before_a_person_until_its_order_has_ended(end, how):
    order = claimed(5)
    walked_short(order)
    hear(facts(PickingOutbox, "exception-raised"))
    hear_of_stock()
    assert shorts() == [("open", "")]

    end(order)
    hear(facts(OrdersOutbox, how))

    assert shorts() == [("cleared", f"the order is {how}")]


def test_news_of_a_short_walk_that_come_after_the_end_put_nothing_before_anybody():
    order = claimed(5)
    walked_short(order)
    finish(order)

    hear(facts(OrdersOutbox, "completed"))
    hear(facts(PickingOutbox, "exception-raised"))

    assert shorts() == []
