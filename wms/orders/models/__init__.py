"""The tables orders owns. Nothing outside this context may import them."""

from wms.orders.idempotency import OrdersIdempotencyRecord
from wms.orders.models.history import OrderHistory
from wms.orders.models.line import OrderLine
from wms.orders.models.order import Order
from wms.orders.outbox import OrdersEventLog, OrdersOutbox

__all__ = [
    "Order",
    "OrderHistory",
    "OrderLine",
    "OrdersEventLog",
    "OrdersIdempotencyRecord",
    "OrdersOutbox",
]
