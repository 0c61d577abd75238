"""Rows of orders as contracts."""

from collections.abc import Iterable
from uuid import UUID

from pydantic import TypeAdapter

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.orders import contracts
from wms.orders.contracts import Address, Money, OrderStatus, ShippingPolicy, workflow_id_for
from wms.orders.models import Order, OrderHistory, OrderLine

_ADDRESS: TypeAdapter[Address] = TypeAdapter(Address)


def describe_order(
    order: Order, lines: Iterable[OrderLine], children: Iterable[UUID] = ()
) -> contracts.Order:
    """Return an order as its client sees it."""
    order_id = OrderId(order.id)
    return contracts.Order(
        order_id=order_id,
        number=order.number,
        client_id=ClientId(order.client_id),
        warehouse_id=WarehouseId(order.warehouse_id),
        external_ref=order.external_ref,
        customer_id=order.customer_id,
        priority=order.priority,
        shipping_policy=ShippingPolicy(order.shipping_policy),
        status=OrderStatus(order.status),
        reason=order.reason,
        ship_by=order.ship_by,
        shipping_address=_ADDRESS.validate_python(order.shipping_address),
        received_at=order.received_at,
        version=order.version,
        workflow_id=workflow_id_for(order_id),
        tracking_numbers=tuple(order.tracking_numbers),
        lines=tuple(map(_line, lines)),
        parent_order_id=_parent_of(order),
        child_order_ids=tuple(map(OrderId, children)),
        previous_order_id=None if order.previous_id is None else OrderId(order.previous_id),
    )


def describe_summary(order: Order) -> contracts.OrderSummary:
    """Return an order as a list shows it."""
    return contracts.OrderSummary(
        order_id=OrderId(order.id),
        number=order.number,
        external_ref=order.external_ref,
        customer_id=order.customer_id,
        priority=order.priority,
        status=OrderStatus(order.status),
        reason=order.reason,
        ship_by=order.ship_by,
        received_at=order.received_at,
        version=order.version,
        parent_order_id=_parent_of(order),
    )


def describe_history(row: OrderHistory) -> contracts.HistoryEntry:
    """Return one thing that happened."""
    return contracts.HistoryEntry(
        sequence=row.sequence,
        occurred_at=row.occurred_at,
        what=row.what,
        status=OrderStatus(row.status),
        reason=row.reason,
        actor=row.actor,
    )


def _parent_of(order: Order) -> OrderId | None:
    return None if order.parent_id is None else OrderId(order.parent_id)


def _line(line: OrderLine) -> contracts.OrderLine:
    price = None
    if line.unit_price is not None:
        price = Money(amount=f"{line.unit_price:f}", currency=line.currency)
    return contracts.OrderLine(
        line_no=line.line_no,
        sku=line.sku,
        ordered=line.ordered,
        picked=line.picked,
        packed=line.packed,
        shipped=line.shipped,
        short_closed=line.short_closed,
        cancelled=line.cancelled,
        backordered=line.backordered,
        open=line.ordered - line.shipped - line.short_closed - line.cancelled - line.backordered,
        unit_price=price,
    )
