"""Questions about what happened to orders."""

from wms.kernel.ids import ClientId, OrderId
from wms.orders.contracts import HistoryEntry, OrderNotFound
from wms.orders.models import Order, OrderHistory
from wms.orders.selectors.descriptions import describe_history


def get_history(*, order_id: OrderId, client_id: ClientId) -> tuple[HistoryEntry, ...]:
    """Return all that happened to an order, the oldest first: one entry per version.

    Raises:
        OrderNotFound: there is none, or it is another client's.
    """
    if not Order.objects.filter(id=order_id, client_id=client_id).exists():
        raise OrderNotFound(f"there is no order {order_id}")
    rows = OrderHistory.objects.filter(order_id=order_id).order_by("sequence").defer("was")
    return tuple(map(describe_history, rows))
