"""What the tests of orders begin with."""

from uuid import UUID, uuid4

from wms.kernel.ids import ClientId, WarehouseId
from wms.orders.contracts import (
    Address,
    Money,
    NewOrder,
    NewOrderLine,
    Order,
    Priority,
    ReceiveOrder,
)
from wms.orders.services.receive_order import receive_order

CLIENT = ClientId(UUID(int=1))
OTHER_CLIENT = ClientId(UUID(int=2))
WAREHOUSE = WarehouseId(UUID(int=3))
ADDRESS = Address(
    name="Ada Lovelace",
    line1="12 St James's Square",
    city="London",
    postal_code="SW1Y",
    country="GB",
)


def new_order(*quantities: int, **changes: object) -> NewOrder:
    """Ask for a line of each quantity, at 12.50 pounds a unit."""
    lines = tuple(
        NewOrderLine(
            line_no=line_no,
            sku=f"BOLT-M{line_no}",
            quantity=quantity,
            unit_price=Money(amount="12.50", currency="GBP"),
        )
        for line_no, quantity in enumerate(quantities or (5, 3), start=1)
    )
    fields: dict[str, object] = {
        "external_ref": f"WEB-{uuid4()}",
        "customer_id": "C-1",
        "shipping_address": ADDRESS,
        "lines": lines,
        "priority": Priority.NEXT_DAY,
    }
    return NewOrder(**(fields | changes))  # type: ignore[arg-type]


def receive(*quantities: int, client_id: ClientId = CLIENT, **changes: object) -> Order:
    """Take in an order through the facade."""
    return receive_order(
        ReceiveOrder(
            client_id=client_id,
            warehouse_id=WAREHOUSE,
            order=new_order(*quantities, **changes),
            actor="user:7",
        )
    )
