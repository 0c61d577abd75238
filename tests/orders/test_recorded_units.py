"""Units picked, closed short, packed and shipped, as they are recorded."""

import json

import pytest

from tests.factories.orders import receive
from tests.orders.recording import published, reach
from wms.orders import facade as orders
from wms.orders.contracts import ImpossibleProgress, LineProgress, Milestone, OrderStatus
from wms.orders.models import OrdersOutbox

pytestmark = pytest.mark.django_db


def test_short_units_are_distinct_from_picked_ones():
    order = receive(5, 3)

    reach(
        order,
        Milestone.PICKED,
        LineProgress(line_no=1, picked=3, short_closed=2),
        LineProgress(line_no=2, picked=3),
    )

    assert published()[-2:] == [("picked", 6, "picked"), ("short-closed", 7, "picked")]
    data = json.loads(OrdersOutbox.objects.get(event_type="wms.order.short-closed").data)
    assert data["lines"] == [
        {"line_no": 1, "picked": 3, "packed": 0, "shipped": 0, "short_closed": 2}
    ]


def test_the_rest_of_a_short_order_ships():
    order = receive(5)
    reach(order, Milestone.PICKED, LineProgress(line_no=1, picked=3, short_closed=2))

    status = reach(order, Milestone.SHIPPED)

    line = orders.get_order(order_id=order.order_id).lines[0]
    assert status is OrderStatus.SHIPPED
    assert (line.shipped, line.short_closed, line.open) == (3, 2, 0)


def test_a_part_may_ship_before_the_rest():
    order = receive(5)
    reach(order, Milestone.PACKED)

    part = reach(order, Milestone.SHIPPED, LineProgress(line_no=1, shipped=3))
    rest = reach(order, Milestone.SHIPPED, LineProgress(line_no=1, shipped=5))

    assert (part, rest) == (OrderStatus.PARTIALLY_SHIPPED, OrderStatus.SHIPPED)
    assert published()[-2:] == [
        ("partially-shipped", 8, "partially_shipped"),
        ("shipped", 9, "shipped"),
    ]


def test_refuses_more_than_was_ordered_and_records_nothing():
    order = receive(5)
    before = published()

    with pytest.raises(ImpossibleProgress):
        reach(order, Milestone.PICKED, LineProgress(line_no=1, picked=6))

    assert orders.get_order_status(order_id=order.order_id) is OrderStatus.RECEIVED
    assert published() == before
