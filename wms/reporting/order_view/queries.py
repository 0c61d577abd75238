"""Questions about what orders went through."""

from django.db.models import Count

from wms.kernel.ids import ClientId, OrderId
from wms.kernel.pages import Page, PageRequest
from wms.orders.contracts import OrderStatus
from wms.platform.paging.lists import newest_first
from wms.reporting.order_view.contracts import (
    OrderCounts,
    OrderView,
    OrderViewFilter,
    OrderViewNotFound,
    StatusCount,
)
from wms.reporting.order_view.models import OrderViewRow


def get_order_view(*, order_id: OrderId, client_id: ClientId) -> OrderView:
    """Return all that an order of a client went through.

    Raises:
        OrderViewNotFound: no event is known of such an order of this client.
    """
    row = OrderViewRow.objects.filter(id=order_id, client_id=client_id).first()
    if row is None:
        raise OrderViewNotFound(f"nothing is known of an order {order_id}")
    return _view(row)


def list_order_views(
    *, client_id: ClientId, filters: OrderViewFilter, page: PageRequest
) -> Page[OrderView]:
    """Return a page of the orders of a client, newest first."""
    rows = OrderViewRow.objects.filter(client_id=client_id)
    if filters.status is not None:
        rows = rows.filter(status=filters.status)
    if filters.external_ref is not None:
        rows = rows.filter(external_ref=filters.external_ref)
    if filters.customer_id is not None:
        rows = rows.filter(customer_id=filters.customer_id)
    if filters.search is not None:
        rows = rows.filter(terms__contains=[filters.search.strip().upper()])
    return newest_first(rows, page, _view)


def count_orders(*, client_id: ClientId) -> OrderCounts:
    """Return how many orders of a client have each status, in the order of the statuses."""
    rows = OrderViewRow.objects.filter(client_id=client_id).values_list("status")
    found = dict(rows.annotate(orders=Count("id")))
    return OrderCounts(
        total=sum(found.values()),
        by_status=tuple(
            StatusCount(status=status, orders=found[status])
            for status in OrderStatus
            if status in found
        ),
    )


def _view(row: OrderViewRow) -> OrderView:
    view = row.view
    if view is None:
        raise OrderViewNotFound(f"no event says that the order {row.id} was received")
    return view
