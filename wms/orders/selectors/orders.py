"""Questions about orders."""

from wms.kernel.ids import ClientId, OrderId
from wms.kernel.pages import Page, PageRequest
from wms.orders import contracts
from wms.orders.contracts import OrderFilter, OrderNotFound, OrderStatus, OrderSummary
from wms.orders.models import Order
from wms.orders.selectors.descriptions import describe_order, describe_summary
from wms.platform.paging.lists import newest_first, of_each


def get_order(*, order_id: OrderId, client_id: ClientId | None = None) -> contracts.Order:
    """Return an order with its lines; None asks for the order of any client.

    Raises:
        OrderNotFound: there is none, or it is another client's.
    """
    rows = Order.objects.filter(id=order_id)
    if client_id is not None:
        rows = rows.filter(client_id=client_id)
    order = rows.prefetch_related("lines").first()
    if order is None:
        raise OrderNotFound(f"there is no order {order_id}")
    children = Order.objects.filter(parent=order).order_by("id").values_list("id", flat=True)
    return describe_order(order, order.lines.all(), children)


def get_order_status(*, order_id: OrderId) -> OrderStatus:
    """Return how far an order has come.

    Raises:
        OrderNotFound: there is no such order.
    """
    status = Order.objects.filter(id=order_id).values_list("status", flat=True).first()
    if status is None:
        raise OrderNotFound(f"there is no order {order_id}")
    return OrderStatus(status)


def list_orders(
    *, client_id: ClientId, filters: OrderFilter, page: PageRequest
) -> Page[OrderSummary]:
    """Return some of a client's orders, the newest first."""
    rows = Order.objects.filter(client_id=client_id)
    if filters.number is not None:
        rows = rows.filter(number=filters.number.strip().upper())
    if filters.external_ref is not None:
        rows = rows.filter(external_ref=filters.external_ref)
    if filters.customer_id is not None:
        rows = rows.filter(customer_id=filters.customer_id)
    if filters.parent_order_id is not None:
        rows = rows.filter(parent=filters.parent_order_id)
    if filters.received_from is not None:
        rows = rows.filter(received_at__gte=filters.received_from)
    if filters.received_before is not None:
        rows = rows.filter(received_at__lt=filters.received_before)
    ranks = [each.rank for each in filters.priority]
    if filters.status:
        rows = rows.filter(priority_rank__in=ranks) if ranks else rows
        return newest_first(of_each(rows, "status", filters.status), page, describe_summary)
    return newest_first(of_each(rows, "priority_rank", ranks), page, describe_summary)
