"""Questions about what orders went through."""

from dataclasses import fields
from datetime import datetime

from django.db.models import Count

from wms.kernel.ids import ClientId, OrderId
from wms.kernel.pages import Page, PageRequest
from wms.orders.contracts import OrderStatus
from wms.platform.paging.cursors import day, number, row_id, word
from wms.platform.paging.lists import Sort, in_order, of_each
from wms.reporting.order_view.contracts import (
    OrderCounts,
    OrderView,
    OrderViewDetail,
    OrderViewFilter,
    OrderViewNotFound,
    OrderViewSort,
    StatusCount,
)
from wms.reporting.order_view.models import OrderViewRow
from wms.reporting.order_view.rules.facts import until
from wms.reporting.order_view.rules.order_view import order_view
from wms.reporting.order_view.rules.timeline import stage_times, timeline

_ID = row_id("order_id")  # says when the order was received
_SORTS = {
    "received_at": (_ID,),
    "ship_by": (day("due_on"), _ID),
    "priority": (number("priority_rank"), _ID),
    "number": (word("number", 32), _ID),
}


def get_order_view(
    *, order_id: OrderId, client_id: ClientId, as_of: datetime | None = None
) -> OrderViewDetail:
    """Return all that an order of a client went through, or had gone through by a moment.

    Raises:
        OrderViewNotFound: no event is known of such an order of this client, or none was then.
    """
    row = OrderViewRow.objects.seen().filter(order_id=order_id, client_id=client_id).first()
    if row is None:
        raise OrderViewNotFound(f"nothing is known of an order {order_id}")
    entries = row.entries if as_of is None else until(row.entries, as_of)
    view = order_view(order_id, entries)
    if view is None:
        raise OrderViewNotFound(f"{row} was not received by {as_of}")
    return OrderViewDetail(
        **{field.name: getattr(view, field.name) for field in fields(OrderView)},
        timeline=timeline(entries),
        stage_times=stage_times(view.stages),
    )


def list_order_views(
    *, client_id: ClientId, filters: OrderViewFilter, page: PageRequest
) -> Page[OrderView]:
    """Return a page of the orders of a client, by default newest first.

    Raises:
        InvalidCursor: no page of such a list gave the cursor.
    """
    rows = OrderViewRow.objects.seen().filter(client_id=client_id)
    if filters.external_ref is not None:
        rows = rows.filter(external_ref=filters.external_ref)
    if filters.customer_id is not None:
        rows = rows.filter(customer_id=filters.customer_id)
    if filters.search is not None:
        rows = rows.found_by(filters.search)
    sort = _sort(filters.sort)
    # The index by status is in the order of arrival, and of all orders.
    if sort.key == (_ID,) and filters.search is None:
        return in_order(of_each(rows, "status", filters.status), page, _view, sort)
    if filters.status:
        rows = rows.filter(status__in=filters.status)
    return in_order(rows, page, _view, sort)


def count_orders(*, client_id: ClientId) -> OrderCounts:
    """Return how many orders of a client have each status, in the order of the statuses."""
    rows = OrderViewRow.objects.seen().filter(client_id=client_id).values_list("status")
    found = dict(rows.annotate(orders=Count("id")))
    return OrderCounts(
        total=sum(found.values()),
        by_status=tuple(
            StatusCount(status=status, orders=found[status])
            for status in OrderStatus
            if status in found
        ),
    )


def _sort(sort: OrderViewSort) -> Sort:
    return Sort(_SORTS[sort.removeprefix("-")], is_down=sort.startswith("-"))


def _view(row: OrderViewRow) -> OrderView:
    view = row.view
    if view is None:
        raise OrderViewNotFound(f"no event says that the order {row.order_id} was received")
    return view
