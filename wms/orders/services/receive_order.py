"""Take in an order."""

from django.utils import timezone
from pydantic import TypeAdapter

from wms.orders import contracts
from wms.orders.contracts import DuplicateExternalRef, ReceiveOrder
from wms.orders.domain.intake import check_intake
from wms.orders.domain.status import OrderFacts, status_of
from wms.orders.models import Order, OrderLine
from wms.orders.selectors.descriptions import describe_order
from wms.orders.services.intake import begin, insert
from wms.platform.commands import command

_ADDRESS: TypeAdapter[contracts.Address] = TypeAdapter(contracts.Address)


@command
def receive_order(request: ReceiveOrder) -> contracts.Order:
    """Write an order down and say so.

    Raises:
        InvalidOrder: it contradicts itself, in every way listed.
        DuplicateExternalRef: the client has an order of this reference that was neither rejected
            nor cancelled; it is named.
    """
    asked = request.order
    check_intake(asked, today=timezone.now().date())
    order = _order(request)
    holder = insert(order)
    if holder.id != order.id:
        raise DuplicateExternalRef(f"{asked.external_ref} is order {holder.number} already")
    lines = begin(order, [_line(order, line) for line in asked.lines])
    return describe_order(order, sorted(lines, key=lambda line: line.line_no))


def _order(request: ReceiveOrder) -> Order:
    asked = request.order
    return Order(
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


def _line(order: Order, line: contracts.NewOrderLine) -> OrderLine:
    return OrderLine(
        order=order,
        line_no=line.line_no,
        sku=line.sku,
        ordered=line.quantity,
        unit_price=line.unit_price.value if line.unit_price else None,
        currency=line.unit_price.currency if line.unit_price else "",
    )
