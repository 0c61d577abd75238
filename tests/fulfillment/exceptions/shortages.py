"""Orders whose goods are lost, and what is told of it."""

from tests.factories.counts import PICKER, walking
from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location, reserving
from tests.factories.keeping import changing, turned
from tests.factories.orders import new_order
from tests.picking.telling import tell
from tests.support.races import deliver
from wms.fulfillment.exceptions.contracts.shortages import ALLOCATION_SHORT
from wms.fulfillment.models import OperationalException
from wms.fulfillment.subscribers import subscriber
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.catalogue.contracts.words import LocationKind, StockStatus
from wms.inventory.contracts import AllocateStock, ReasonCode
from wms.inventory.models import InventoryOutbox
from wms.inventory.subscribers import subscriber as inventory_subscriber
from wms.orders.contracts import Order, ReceiveOrder
from wms.orders.services.receive_order import receive_order
from wms.picking.contracts import ConfirmPicks, Pick, PickTask
from wms.picking.models import PickingOutbox
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.subscribers import subscriber as picking_subscriber
from wms.platform.outbox.models import OutboxMessage


def build_shelves() -> None:
    """Make three shelves and a place to stage."""
    register_location("A-01", pick_sequence=1)
    register_location("A-02", pick_sequence=2)
    register_location("B-01", pick_sequence=3)
    register_location("STAGE-1", LocationKind.STAGING)


def claimed(*quantities: int) -> Order:
    """Take in an order of BOLT-M1, BOLT-M2, …; each line's goods are all there is of them."""
    for line_no, quantity in enumerate(quantities, start=1):
        put(quantity, sku=f"BOLT-M{line_no}", location=f"A-0{line_no}")
    order = receive_order(
        ReceiveOrder(
            client_id=CLIENT, warehouse_id=WAREHOUSE, order=new_order(*quantities), actor="user:7"
        )
    )
    wishes = [(f"BOLT-M{line_no}", units) for line_no, units in enumerate(quantities, start=1)]
    inventory.reserve_stock(reserving(*wishes, order_id=order.order_id))
    inventory.allocate_stock(AllocateStock(order_id=order.order_id))
    return order


def walked(order: Order) -> PickTask:
    """Let a picker begin to walk for an order."""
    return walking(inventory.get_allocation(order_id=order.order_id, round_no=1))


def missed(task: PickTask, units: int) -> PickTask:
    """Let the picker miss units at the one stop there is; inventory and picking settle it."""
    (stop,) = task.lines
    pick = Pick(
        allocation_id=stop.allocation_id,
        location=stop.location,
        sku=stop.sku,
        quantity=stop.quantity - units,
        reason=ReasonCode.NOT_FOUND,
    )
    confirm_picks(ConfirmPicks(task_id=task.task_id, actor=PICKER, picks=(pick,)))
    tell(inventory_subscriber, PickingOutbox)
    tell(picking_subscriber, InventoryOutbox)
    return task


def damage(units: int, line_no: int = 1, **how) -> None:
    """Say that goods of a line are damaged, whoever claims them."""
    line = turned(
        units, StockStatus.DAMAGED, sku=f"BOLT-M{line_no}", location=f"A-0{line_no}", **how
    )
    change_status(changing(line, force=True))


def facts(outbox: type[OutboxMessage], *endings: str) -> list[OutboxMessage]:
    """Return what a context has published, of these kinds or all."""
    rows = list(outbox.objects.order_by("id"))
    return [row for row in rows if row.event_type.endswith(endings or ("",))]


def hear(rows: list[OutboxMessage]) -> None:
    """Hand the group what it listens to of these, as often as it comes."""
    for row in rows:
        if row.event_type in subscriber.handlers:
            deliver(subscriber, row)


def hear_of_stock() -> None:
    """Tell what inventory said about the goods of orders."""
    told = ("allocation-short", "stock-allocated", "stock-picked", "shortage-detected")
    hear(facts(InventoryOutbox, *told))


def listed(kind: str = ALLOCATION_SHORT) -> list[tuple[str, str]]:
    """Return what is before a person, and what became of it."""
    rows = OperationalException.objects.filter(kind=kind).order_by("id")
    return [(row.subject, row.status) for row in rows]
