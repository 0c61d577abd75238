"""Take in an order."""

from django.utils import timezone
from pydantic import TypeAdapter

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.orders import contracts
from wms.orders.contracts import DuplicateExternalRef, NewOrder, ReceiveOrder
from wms.orders.domain.intake import check_intake
from wms.orders.domain.status import OrderFacts, status_of
from wms.orders.events import OrderReceivedEvent, ReceivedLine
from wms.orders.models import Order, OrderHistory, OrderLine, OrdersOutbox
from wms.orders.selectors.descriptions import describe_order
from wms.orders.services.recording import history_of
from wms.platform.commands import command

_ADDRESS: TypeAdapter[contracts.Address] = TypeAdapter(contracts.Address)


@command
def receive_order(request: ReceiveOrder) -> contracts.Order:
    """Write an order down and say so.

    Raises:
        InvalidOrder: it contradicts itself, in every way listed.
        DuplicateExternalRef: the client has an order of this reference; it is named.
    """
    asked = request.order
    check_intake(asked, today=timezone.now().date())
    order = _insert(request)
    lines = OrderLine.objects.bulk_create(_line(order, line) for line in asked.lines)
    event = _received(order, asked)
    OrderHistory.objects.bulk_create(
        [history_of(order, event=event, occurred_at=order.received_at)]
    )
    OrdersOutbox.publish(event, sequence=order.version)
    return describe_order(order, sorted(lines, key=lambda line: line.line_no))


def _insert(request: ReceiveOrder) -> Order:
    asked = request.order
    order = Order(
        client_id=request.client_id,
        warehouse_id=request.warehouse_id,
        external_ref=asked.external_ref,
        customer_id=asked.customer_id,
        priority_rank=asked.priority.rank,
        shipping_policy=asked.shipping_policy.value,
        ship_by=asked.ship_by,
        shipping_address=_ADDRESS.dump_python(asked.shipping_address, mode="json"),
        line_count=len(asked.lines),
        unit_count=sum(line.quantity for line in asked.lines),
        status=status_of(OrderFacts()).value,
    )
    # Of two at once, the second waits here for the first and then finds it below.
    Order.objects.bulk_create([order], ignore_conflicts=True)
    found = Order.objects.only("id", "number").get(
        client_id=request.client_id, external_ref=asked.external_ref
    )
    if found.id != order.id:
        raise DuplicateExternalRef(f"{asked.external_ref} is order {found.number} already")
    order.number = found.number
    return order


def _line(order: Order, line: contracts.NewOrderLine) -> OrderLine:
    return OrderLine(
        order=order,
        line_no=line.line_no,
        sku=line.sku,
        ordered=line.quantity,
        unit_price=line.unit_price.value if line.unit_price else None,
        currency=line.unit_price.currency if line.unit_price else "",
    )


def _received(order: Order, asked: NewOrder) -> OrderReceivedEvent:
    return OrderReceivedEvent(
        order_id=OrderId(order.id),
        client_id=ClientId(order.client_id),
        warehouse_id=WarehouseId(order.warehouse_id),
        number=order.number,
        external_ref=asked.external_ref,
        customer_id=asked.customer_id,
        priority=asked.priority,
        shipping_policy=asked.shipping_policy,
        ship_by=asked.ship_by,
        country=asked.shipping_address.country,
        lines=tuple(
            ReceivedLine(line_no=line.line_no, sku=line.sku, quantity=line.quantity)
            for line in asked.lines
        ),
    )
