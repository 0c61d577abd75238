"""Splitting while others split or cancel the same order."""

from functools import partial

import pytest

from tests.factories.orders import receive
from tests.orders.splitting import BACKORDER, history, keep, read, units
from tests.support.races import at_once
from wms.orders import facade as orders
from wms.orders.contracts import CancelOrder, OrderStatus

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_at_once_one_makes_the_child():
    order = receive(5, shipping_policy=BACKORDER)

    statuses = at_once([partial(keep, order, 2)] * 16, connections=16)

    assert set(statuses) == {OrderStatus.RECEIVED}
    assert len(read(order.order_id).child_order_ids) == 1
    assert units(order.order_id) == [(1, 5, 2, 0, 3)]
    assert [entry.what for entry in history(order)] == ["received", "split"]


@pytest.mark.parametrize("_round", range(10))
def test_of_cancelling_and_splitting_at_once_the_first_decides(_round):
    order = receive(5, shipping_policy=BACKORDER)
    wish = CancelOrder(order_id=order.order_id, reason="changed their mind")

    at_once([partial(orders.cancel_order, wish), partial(keep, order, 2)])

    ended = read(order.order_id)
    (line,) = ended.lines
    assert ended.status is OrderStatus.CANCELLED
    assert (line.open, line.cancelled + line.backordered) == (0, 5)
    assert [read(child).lines[0].ordered for child in ended.child_order_ids] == (
        [3] if line.backordered else []
    )
