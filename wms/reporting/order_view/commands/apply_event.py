"""Project an event into the order views."""

from collections.abc import Sequence

from wms.kernel.ids import OrderId
from wms.platform.commands import command
from wms.reporting.order_view.contracts import ApplyEvent
from wms.reporting.order_view.models import OrderViewRow
from wms.reporting.order_view.rules.facts import Source, merged
from wms.reporting.order_view.rules.projections import project


@command
def apply_event(request: ApplyEvent) -> None:
    """Add what an event says to the view of each order it belongs to.

    In whatever order the events of an order come, and however often, its view is the same.

    Raises:
        TypeError: the event says nothing about orders.
    """
    projected = project(request.event)
    source = Source.of(request.event, request.sequence, request.occurred_at)
    rows = _locked(sorted(projected))
    for row in rows:
        row.take_over(merged(row.known, source, projected[row.order_id]))
    OrderViewRow.objects.write(rows)


def _locked(order_ids: Sequence[OrderId]) -> list[OrderViewRow]:
    """Return the locked rows of orders, made if there was no event of them before."""
    if len(order_ids) == 1:  # most events; nearly always the row is there
        rows = list(OrderViewRow.objects.locked(order_ids))
        if rows:
            return rows
    # Several are made before any is locked: who waits for a row here holds none.
    OrderViewRow.objects.bulk_create(
        [OrderViewRow(id=order_id) for order_id in order_ids], ignore_conflicts=True
    )
    return list(OrderViewRow.objects.locked(order_ids))
