"""The tables orders owns. Nothing outside this context may import them."""

from wms.orders.models.outbox import OrdersEventLog, OrdersOutbox

__all__ = ["OrdersEventLog", "OrdersOutbox"]
