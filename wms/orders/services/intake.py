"""How every new order is written down: its rows, its history, and the event that begins it."""

from collections.abc import Iterable

from wms.kernel.ids import OrderId
from wms.orders.events import OrderReceivedEvent, ReceivedLine
from wms.orders.models import Order, OrderHistory, OrderLine, OrdersOutbox
from wms.orders.services.order_record import history_of


def insert(order: Order) -> Order:
    """Write an order, unless its client has one of this reference that was not given back.

    Of two at once, the second waits here for the first. Only id and number of the answer, the
    order that holds the reference, are read.
    """
    while True:
        Order.objects.bulk_create([order], ignore_conflicts=True)
        rows = Order.objects.of_reference(order.client_id, order.external_ref)
        holder, *before = rows.only("id", "number", "is_rejected", "is_cancelled")[:2]
        if holder.has_ended:
            continue  # the one in the way ended between the two statements
        if holder.id == order.id:
            order.number = holder.number
            if before:
                order.previous = before[0]
                order.save(update_fields=["previous"])
        return holder


def begin(order: Order, lines: Iterable[OrderLine]) -> list[OrderLine]:
    """Write the lines of an order just inserted, and say that it was received."""
    written = OrderLine.objects.bulk_create(lines)
    event = _received(order, written)
    OrderHistory.objects.bulk_create(
        [history_of(order, event=event, occurred_at=order.received_at)]
    )
    OrdersOutbox.publish(event, sequence=order.version)
    return written


def _received(order: Order, lines: Iterable[OrderLine]) -> OrderReceivedEvent:
    return OrderReceivedEvent.of(
        order,
        order_id=OrderId(order.id),
        country=order.shipping_address["country"],
        consignee=order.shipping_address["name"],
        lines=tuple(
            ReceivedLine(line_no=line.line_no, sku=line.sku, quantity=line.ordered)
            for line in lines
        ),
        parent_order_id=None if order.parent_id is None else OrderId(order.parent_id),
        previous_order_id=None if order.previous_id is None else OrderId(order.previous_id),
    )
