"""The largest orders that intake takes, counted without a limit of their own."""

import pytest

from tests.factories.orders import receive
from wms.orders import facade as orders
from wms.orders.contracts import KeptUnits, ShippingPolicy, SplitOrder
from wms.orders.models import Order

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MOST_LINES, MOST_UNITS = 2_000, 10_000_000


def test_the_largest_order_is_taken_in_and_counted():
    order = receive(*[MOST_UNITS] * MOST_LINES)

    row = Order.objects.get(id=order.order_id)
    assert (row.line_count, row.unit_count) == (MOST_LINES, 20_000_000_000)


def test_the_rest_of_the_largest_order_is_counted_too():
    order = receive(
        *[MOST_UNITS] * MOST_LINES, shipping_policy=ShippingPolicy.SHIP_PARTIAL_BACKORDER
    )

    orders.split_order(
        SplitOrder(order_id=order.order_id, lines=(KeptUnits(line_no=1, quantity=1),))
    )

    rest = Order.objects.get(parent_id=order.order_id)
    assert rest.unit_count == 20_000_000_000 - 1
