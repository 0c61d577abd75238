"""An order that goes on with a part of what was asked."""

import json

import pytest

from tests.factories.orders import receive
from tests.orders.recording import published, reach
from tests.orders.splitting import BACKORDER, PARTIAL, child_of, history, keep, read, units
from wms.orders import facade as orders
from wms.orders.contracts import (
    CancelOrder,
    ImpossibleProgress,
    LineProgress,
    Milestone,
    OrderNotFound,
    OrderStatus,
    ShipsComplete,
)
from wms.orders.models import Order, OrdersOutbox

pytestmark = pytest.mark.django_db
BEGIN_AND_COMMIT = 2


def test_the_rest_of_a_partial_order_is_cancelled():
    order = receive(5, 3, shipping_policy=PARTIAL)

    status = keep(order, 2)

    assert status is OrderStatus.RECEIVED
    assert units(order.order_id) == [(1, 5, 2, 3, 0), (2, 3, 0, 3, 0)]
    assert published() == [("received", 1, ""), ("split", 2, "received")]
    data = json.loads(OrdersOutbox.objects.get(event_type="wms.order.split").data)
    assert data["child_order_id"] is None
    assert data["lines"] == [
        {"line_no": 1, "kept": 2, "cancelled": 3, "backordered": 0},
        {"line_no": 2, "kept": 0, "cancelled": 3, "backordered": 0},
    ]
    assert [entry.reason for entry in history(order)] == ["", "the rest is cancelled"]


def test_the_same_split_again_changes_nothing():
    order = receive(5, shipping_policy=BACKORDER)
    keep(order, 2)
    before = published()

    keep(order, 2)
    keep(order, 3)

    assert published() == before
    assert Order.objects.count() == 2


def test_everything_kept_is_no_split():
    order = receive(5, 3)

    status = keep(order, 5, 3)

    assert status is OrderStatus.RECEIVED
    assert published() == [("received", 1, "")]


def test_a_complete_order_leaves_nothing_behind():
    order = receive(5, 3)

    with pytest.raises(ShipsComplete):
        keep(order, 5, 2)

    assert units(order.order_id) == [(1, 5, 5, 0, 0), (2, 3, 3, 0, 0)]
    assert published() == [("received", 1, "")]


@pytest.mark.parametrize("kept", [(0, 0), (6,), (5, -1)])
def test_refuses_what_cannot_be_kept_and_makes_no_order(kept):
    order = receive(5, 3, shipping_policy=BACKORDER)

    with pytest.raises(ImpossibleProgress):
        keep(order, *kept)

    assert Order.objects.count() == 1
    assert published() == [("received", 1, "")]


def test_refuses_an_unknown_order():
    order = receive(5)
    Order.objects.all().delete()

    with pytest.raises(OrderNotFound):
        keep(order, 1)


def test_a_finished_order_is_not_split():
    order = receive(5, shipping_policy=BACKORDER)
    orders.cancel_order(CancelOrder(order_id=order.order_id, reason="changed their mind"))
    before = published()

    assert keep(order, 2) is OrderStatus.CANCELLED

    assert published() == before
    assert Order.objects.count() == 1


@pytest.mark.parametrize("policy", [PARTIAL, BACKORDER])
def test_an_order_completes_when_its_own_part_has_shipped(policy):
    order = receive(5, 3, shipping_policy=policy)
    keep(order, 2)

    reach(order, Milestone.PICKED, LineProgress(line_no=1, picked=1, short_closed=1))
    shipped = reach(order, Milestone.SHIPPED)
    completed = reach(order, Milestone.COMPLETED)

    assert (shipped, completed) == (OrderStatus.SHIPPED, OrderStatus.COMPLETED)
    line, other = read(order.order_id).lines
    assert (line.shipped, line.short_closed, line.open, other.shipped, other.open) == (
        *(1, 1, 0),
        *(0, 0),
    )
    assert "partially-shipped" not in {what for what, _version, _status in published()}


def test_no_more_is_picked_than_was_kept():
    order = receive(5, shipping_policy=BACKORDER)
    keep(order, 2)
    before = published()

    with pytest.raises(ImpossibleProgress):
        reach(order, Milestone.PICKED, LineProgress(line_no=1, picked=3))

    assert published() == before


@pytest.mark.parametrize("lines", [2, 60])
def test_takes_as_many_statements_however_many_lines(django_assert_num_queries, lines):
    order = receive(*[5] * lines, shipping_policy=BACKORDER)
    child, parent = 5, 6

    with django_assert_num_queries(child + parent + BEGIN_AND_COMMIT):
        keep(order, *[2] * lines)

    assert len(child_of(order).lines) == lines
