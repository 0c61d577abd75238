"""Events as inventory gets them."""

from dataclasses import replace

from tests.support.arrivals import arrival_of
from wms.inventory.contracts import ReserveStock
from wms.orders.contracts import Priority, ShippingPolicy
from wms.orders.events import OrderReceivedEvent, ReceivedLine
from wms.platform.kafka.batches import Arrival

RANKS = tuple(Priority)


def arrived(order: ReserveStock, **changes) -> Arrival:
    """Return the arrival of an order's event, with a request of its own."""
    event = OrderReceivedEvent(
        order_id=order.order_id,
        client_id=order.client_id,
        warehouse_id=order.warehouse_id,
        number="O-1",
        external_ref="A-1",
        customer_id="C-1",
        priority=RANKS[order.priority_rank],
        shipping_policy=(
            ShippingPolicy.SHIP_PARTIAL if order.takes_part else ShippingPolicy.SHIP_COMPLETE
        ),
        ship_by=None,
        country="GB",
        lines=tuple(ReceivedLine(**vars(line)) for line in order.lines),
    )
    return arrival_of(replace(event, **changes))
