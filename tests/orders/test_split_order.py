"""An order that goes on with a part of what was asked, and what becomes of the rest."""

import json
from datetime import date
from functools import partial

import pytest

from tests.factories.orders import CLIENT, OTHER_CLIENT, receive
from tests.orders.recording import published, reach
from tests.support.races import at_once
from wms.kernel.pages import PageRequest
from wms.orders import facade as orders
from wms.orders.contracts import (
    CancelOrder,
    ImpossibleProgress,
    KeptUnits,
    LineProgress,
    Milestone,
    OrderFilter,
    OrderNotFound,
    OrderStatus,
    RequestCancellation,
    ShippingPolicy,
    ShipsComplete,
    SplitOrder,
)
from wms.orders.models import Order, OrdersOutbox

pytestmark = pytest.mark.django_db
PARTIAL = ShippingPolicy.SHIP_PARTIAL
BACKORDER = ShippingPolicy.SHIP_PARTIAL_BACKORDER


def keep(order, *quantities):
    lines = tuple(
        KeptUnits(line_no=line_no, quantity=quantity)
        for line_no, quantity in enumerate(quantities, start=1)
    )
    return orders.split_order(SplitOrder(order_id=order.order_id, lines=lines))


def read(order_id):
    return orders.get_order(order_id=order_id, client_id=CLIENT)


def units(order_id):
    return [
        (line.line_no, line.ordered, line.open, line.cancelled, line.backordered)
        for line in read(order_id).lines
    ]


def child_of(order):
    (child_id,) = read(order.order_id).child_order_ids
    return read(child_id)


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


def history(order):
    return orders.get_history(order_id=order.order_id, client_id=CLIENT)


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


def test_told_again_it_changes_nothing():
    order = receive(5, shipping_policy=BACKORDER)
    keep(order, 2)
    before = published()

    keep(order, 2)
    keep(order, 3)

    assert published() == before
    assert Order.objects.count() == 2


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


def test_nothing_lives_on_of_an_order_that_somebody_wants_cancelled():
    order = receive(5, shipping_policy=BACKORDER)
    orders.request_cancellation(RequestCancellation(order_id=order.order_id, reason="too late"))

    keep(order, 2)

    assert units(order.order_id) == [(1, 5, 2, 3, 0)]
    assert read(order.order_id).child_order_ids == ()


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

    page = orders.list_orders(
        client_id=CLIENT,
        filters=OrderFilter(parent_order_id=order.order_id),
        page=PageRequest(),
    )

    assert [(each.order_id, each.parent_order_id) for each in page.results] == [
        (child_of(order).order_id, order.order_id)
    ]


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_makes_the_child():
    order = receive(5, shipping_policy=BACKORDER)

    statuses = at_once([partial(keep, order, 2)] * 16, connections=16)

    assert set(statuses) == {OrderStatus.RECEIVED}
    assert len(read(order.order_id).child_order_ids) == 1
    assert units(order.order_id) == [(1, 5, 2, 0, 3)]
    assert [entry.what for entry in history(order)] == ["received", "split"]


@pytest.mark.django_db(transaction=True)
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
