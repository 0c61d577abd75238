"""Splitting orders, and reading what became of them."""

from tests.factories.orders import CLIENT
from wms.orders import facade as orders
from wms.orders.contracts import KeptUnits, ShippingPolicy, SplitOrder
from wms.orders.selectors.history import get_history

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


def history(order):
    return get_history(order_id=order.order_id, client_id=CLIENT)
