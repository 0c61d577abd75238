"""An order of the context orders, as its saga is asked to fulfil it."""

from datetime import timedelta

from django.conf import settings

from wms.fulfillment.saga.contracts.orders import FulfillOrder, Limits
from wms.inventory.contracts import StockLine
from wms.orders.contracts import Order, OrderLine, Priority


def limits_for(priority: Priority) -> Limits:
    """Return how long an order of this priority waits, as the settings say."""
    wave: timedelta = settings.WAVE_LIMITS[priority.value]
    return Limits(
        backorder=settings.BACKORDER_LIMIT,
        wave=wave,
        floor=settings.FLOOR_LIMIT,
        carrier_attempts=settings.CARRIER_ATTEMPTS,
        blocked=settings.STEP_BLOCKED_AFTER,
    )


def order_to_fulfil(order: Order, *, attempt: int = 1) -> FulfillOrder:
    """Return what is left to fulfil of an order: what was ordered, less what it left behind."""
    return FulfillOrder(
        order_id=order.order_id,
        client_id=order.client_id,
        warehouse_id=order.warehouse_id,
        number=order.number,
        priority=order.priority,
        country=order.shipping_address.country,
        lines=tuple(
            StockLine(line_no=line.line_no, sku=line.sku, quantity=_kept(line))
            for line in order.lines
            if _kept(line)
        ),
        limits=limits_for(order.priority),
        shipping_policy=order.shipping_policy,
        attempt=attempt,
    )


def _kept(line: OrderLine) -> int:
    return line.ordered - line.cancelled - line.backordered
