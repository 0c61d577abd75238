"""How far many orders are, in one question."""

from collections.abc import Collection, Mapping

from wms.kernel.ids import OrderId
from wms.orders.contracts import OrderStatus
from wms.orders.models import Order


def get_statuses(*, order_ids: Collection[OrderId]) -> Mapping[OrderId, OrderStatus]:
    """Return how far each of these orders is; those that do not exist are left out."""
    rows = Order.objects.filter(id__in=set(order_ids)).order_by()
    return {
        OrderId(order_id): OrderStatus(status)
        for order_id, status in rows.values_list("id", "status")
    }
