"""Tell the order views of an event."""

from wms.platform.commands import command
from wms.reporting.contracts import ApplyEvent
from wms.reporting.domain.facts import Source, merged
from wms.reporting.domain.telling import tell
from wms.reporting.models import OrderViewRow


@command
def apply_event(command: ApplyEvent) -> None:
    """Add what an event tells to the view of each order it belongs to.

    In whatever order the events of an order come, and however often, its view is the same.

    Raises:
        TypeError: the event says nothing about orders.
    """
    told = tell(command.event)
    source = Source.of(command.event, command.sequence, command.occurred_at)
    OrderViewRow.objects.bulk_create(
        [OrderViewRow(id=order_id) for order_id in sorted(told)], ignore_conflicts=True
    )
    rows = list(OrderViewRow.objects.locked(told.keys()))
    for row in rows:
        row.tell(merged(row.told, source, told[row.order_id]))
    OrderViewRow.objects.bulk_update(rows, OrderViewRow.TOLD_COLUMNS, batch_size=100)
