"""The orders that hold what their parents could not have at once."""

import json
from datetime import date

import pytest

from tests.factories.orders import CLIENT, OTHER_CLIENT, receive
from tests.orders.splitting import BACKORDER, child_of, history, keep, read, units
from wms.kernel.pages import PageRequest
from wms.orders import facade as orders
from wms.orders.contracts import CancelOrder, OrderFilter, OrderStatus, RequestCancellation
from wms.orders.models import OrdersOutbox
from wms.orders.selectors.orders import list_orders

pytestmark = pytest.mark.django_db


def test_the_rest_of_a_backordered_order_becomes_an_order_of_its_own():
    order = receive(
        5, 3, 4, shipping_policy=BACKORDER, external_ref="WEB-1", ship_by=date(2030, 1, 2)
    )

    keep(order, 2, 3)

    child = child_of(order)
    assert units(order.order_id) == [(1, 5, 2, 0, 3), (2, 3, 3, 0, 0), (3, 4, 0, 0, 4)]
    assert units(child.order_id) == [(1, 3, 3, 0, 0), (3, 4, 4, 0, 0)]
    assert (child.parent_order_id, child.external_ref) == (order.order_id, "WEB-1/1")
    assert (child.status, child.version) == (OrderStatus.RECEIVED, 1)
    inherited = (
        *("client_id", "warehouse_id", "customer_id", "priority"),
        *("shipping_policy", "ship_by", "shipping_address"),
    )
    assert all(getattr(child, name) == getattr(order, name) for name in inherited)
    assert [line.unit_price for line in child.lines] == [
        order.lines[0].unit_price,
        order.lines[2].unit_price,
    ]
    assert history(order)[-1].reason == f"the rest is {child.number}"


def test_the_rest_comes_in_like_any_order_and_names_its_parent():
    order = receive(5, shipping_policy=BACKORDER)

    keep(order, 2)

    child = child_of(order)
    came_in = OrdersOutbox.objects.get(subject=child.order_id)
    assert (came_in.event_type, came_in.sequence) == ("wms.order.received", 1)
    told = json.loads(came_in.data)
    assert told["parent_order_id"] == str(order.order_id)
    assert told["lines"] == [{"line_no": 1, "sku": "BOLT-M1", "quantity": 3}]
    data = json.loads(OrdersOutbox.objects.get(event_type="wms.order.split").data)
    assert data["child_order_id"] == str(child.order_id)
    assert [entry.what for entry in history(child)] == ["received"]


def test_less_may_be_kept_later_in_a_second_order():
    order = receive(5, shipping_policy=BACKORDER, external_ref="WEB-1")
    keep(order, 4)

    keep(order, 1)

    first, second = (read(child) for child in read(order.order_id).child_order_ids)
    assert [(each.external_ref, each.lines[0].ordered) for each in (first, second)] == [
        ("WEB-1/1", 1),
        ("WEB-1/2", 3),
    ]
    assert units(order.order_id) == [(1, 5, 1, 0, 4)]


def test_the_rest_of_a_rest_is_a_grandchild():
    order = receive(5, shipping_policy=BACKORDER, external_ref="WEB-1")
    keep(order, 3)
    child = child_of(order)

    keep(child, 1)

    grandchild = child_of(child)
    assert (grandchild.external_ref, grandchild.parent_order_id) == ("WEB-1/1/1", child.order_id)
    assert grandchild.lines[0].ordered == 1


def test_a_reference_that_the_client_has_used_is_passed_over():
    receive(1, external_ref="WEB-1/1")
    receive(1, external_ref="WEB-1/2", client_id=OTHER_CLIENT)
    order = receive(5, shipping_policy=BACKORDER, external_ref="WEB-1")

    keep(order, 3)

    assert child_of(order).external_ref == "WEB-1/2"


def test_a_long_reference_loses_its_end_and_stays_unique():
    long = "W" * 62 + "/1"
    order = receive(5, shipping_policy=BACKORDER, external_ref=long)

    keep(order, 3)

    assert child_of(order).external_ref == "W" * 62 + "/2"


def test_nothing_lives_on_of_an_order_that_somebody_wants_cancelled():
    order = receive(5, shipping_policy=BACKORDER)
    orders.request_cancellation(
        RequestCancellation(order_id=order.order_id, reason="too late", actor="user:7")
    )

    keep(order, 2)

    assert units(order.order_id) == [(1, 5, 2, 3, 0)]
    assert read(order.order_id).child_order_ids == ()


def test_cancelling_a_parent_leaves_its_child_alone():
    order = receive(5, shipping_policy=BACKORDER)
    keep(order, 2)

    orders.cancel_order(CancelOrder(order_id=order.order_id, reason="changed their mind"))

    assert units(order.order_id) == [(1, 5, 0, 2, 3)]
    assert child_of(order).status is OrderStatus.RECEIVED


def test_the_children_of_an_order_can_be_listed():
    order = receive(5, shipping_policy=BACKORDER)
    receive(1)
    keep(order, 2)

    page = list_orders(
        client_id=CLIENT,
        filters=OrderFilter(parent_order_id=order.order_id),
        page=PageRequest(),
    )

    assert [(each.order_id, each.parent_order_id) for each in page.results] == [
        (child_of(order).order_id, order.order_id)
    ]
