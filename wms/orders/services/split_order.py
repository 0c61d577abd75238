"""Let an order go on with what it can have."""

from collections.abc import Mapping

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId
from wms.orders.contracts import OrderStatus, ShippingPolicy, ShipsComplete, SplitOrder
from wms.orders.domain.children import refs_of_rest
from wms.orders.domain.lines import split
from wms.orders.domain.status import OrderFacts, status_of
from wms.orders.events import OrderSplitEvent, SplitLine
from wms.orders.models import Order, OrderLine
from wms.orders.services.intake import begin, insert
from wms.orders.services.order_record import Recording
from wms.platform.commands import command


@command
def split_order(request: SplitOrder) -> OrderStatus:
    """Leave behind what the order does not keep: cancelled, or in an order of its own.

    What was left behind before stays so; nothing reaches a finished order.

    Raises:
        OrderNotFound: there is no such order.
        ShipsComplete: its policy leaves nothing behind.
        ImpossibleProgress: it cannot keep that, or has to keep more.
    """
    recording = Recording(request.order_id)
    if recording.status.is_finished:
        return recording.status
    order, before = recording.order, recording.units()
    kept = {line.line_no: line.quantity for line in request.lines}
    is_backordered = _has_child(order)
    after = split(before, kept, is_backordered=is_backordered)
    if after == before:
        return recording.status
    if order.shipping_policy == ShippingPolicy.SHIP_COMPLETE:
        raise ShipsComplete(f"{order} is shipped as a whole")
    rest = {
        now.line_no: was.obtainable - now.obtainable
        for was, now in zip(before, after, strict=True)
        if now != was
    }
    child = _receive_rest(recording, rest) if is_backordered else None
    lines = tuple(
        SplitLine(
            line_no=line.line_no,
            kept=line.obtainable,
            cancelled=line.cancelled,
            backordered=line.backordered,
        )
        for line in after
        if line.line_no in rest
    )

    def describe(status: OrderStatus) -> Event:
        return OrderSplitEvent(
            order_id=OrderId(order.id),
            client_id=ClientId(order.client_id),
            status=status,
            child_order_id=None if child is None else OrderId(child.id),
            lines=lines,
        )

    recording.set_units(after)
    why = "the rest is cancelled" if child is None else f"the rest is {child.number}"
    recording.happened(describe, reason=why)
    return recording.save()


def _has_child(order: Order) -> bool:
    """Return whether the rest lives on; nobody who wants the order cancelled wants it back."""
    return (
        order.shipping_policy == ShippingPolicy.SHIP_PARTIAL_BACKORDER
        and not order.is_cancellation_requested
    )


def _receive_rest(recording: Recording, rest: Mapping[int, int]) -> Order:
    """Take in the order that waits for what its parent could not have."""
    rows, references = recording.rows, refs_of_rest(recording.order.external_ref)
    candidates = (_child(recording, each, rest) for each in references)
    child = next(each for each in candidates if _is_first_of_its_reference(each))
    begin(child, [_line(child, rows[line_no], quantity) for line_no, quantity in rest.items()])
    return child


def _is_first_of_its_reference(child: Order) -> bool:
    """Write a child down, unless its reference was ever used: it is not given to a second rest."""
    if insert(child).id != child.id:
        return False
    if child.previous_id is None:
        return True
    Order.objects.filter(id=child.id).delete()
    return False


def _child(recording: Recording, external_ref: str, rest: Mapping[int, int]) -> Order:
    order = recording.order
    return Order(
        parent=order,
        client_id=order.client_id,
        warehouse_id=order.warehouse_id,
        external_ref=external_ref,
        customer_id=order.customer_id,
        priority_rank=order.priority_rank,
        shipping_policy=order.shipping_policy,
        ship_by=order.ship_by,
        shipping_address=order.shipping_address,
        line_count=len(rest),
        unit_count=sum(rest.values()),
        status=status_of(OrderFacts()).value,
        received_at=recording.now,
    )


def _line(child: Order, row: OrderLine, quantity: int) -> OrderLine:
    return OrderLine(
        order=child,
        line_no=row.line_no,
        sku=row.sku,
        ordered=quantity,
        unit_price=row.unit_price,
        currency=row.currency,
    )
