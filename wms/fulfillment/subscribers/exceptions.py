"""What the facts of the contexts put on the list of exceptions, and take off it."""

from wms.fulfillment import facade as fulfillment
from wms.fulfillment.contracts import (
    GOODS_IN_STAGING,
    ClearException,
    RaiseException,
    SettleException,
)
from wms.fulfillment.subscribers.group import subscriber
from wms.inventory import facade as inventory
from wms.inventory.contracts import MoveTaskFilter, MoveTaskKind, MoveTaskStatus
from wms.inventory.events import (
    InventoryExceptionClearedEvent,
    InventoryExceptionRaisedEvent,
    StockReturnedEvent,
)
from wms.kernel.ids import OrderId, WarehouseId
from wms.kernel.pages import PageRequest
from wms.orders import facade as orders
from wms.picking.events import PickingExceptionRaisedEvent
from wms.platform.kafka.subscribers import Delivery


@subscriber.on(PickingExceptionRaisedEvent)
def take_in(event: PickingExceptionRaisedEvent, delivery: Delivery) -> None:
    """Put what picking found before a person."""
    exception = RaiseException(
        exception_id=event.exception_id,
        order_id=event.order_id,
        client_id=event.client_id,
        kind=event.kind,
        subject=orders.get_order(order_id=event.order_id).number,
        message=event.message,
    )
    fulfillment.raise_exception(exception, receipt=delivery.receipt)


@subscriber.on(InventoryExceptionRaisedEvent)
def take_in_of_stock(event: InventoryExceptionRaisedEvent, delivery: Delivery) -> None:
    """Put what inventory found before a person; it need not be about an order."""
    exception = RaiseException(
        exception_id=event.exception_id,
        order_id=event.order_id,
        client_id=event.client_id,
        kind=event.kind,
        subject=event.about,
        subject_id=event.subject_id,
        message=event.message,
    )
    fulfillment.raise_exception(exception, receipt=delivery.receipt)


@subscriber.on(InventoryExceptionClearedEvent)
def take_off(event: InventoryExceptionClearedEvent, delivery: Delivery) -> None:
    """Take off the list what was decided where it belongs."""
    settled = SettleException(
        exception_id=event.exception_id,
        order_id=event.order_id,
        client_id=event.client_id,
        kind=event.kind,
        subject=event.about,
        subject_id=event.subject_id,
        cleared_by=event.actor,
        note=event.note,
    )
    fulfillment.settle_exception(settled, receipt=delivery.receipt)


@subscriber.on(StockReturnedEvent)
def settle_staging(event: StockReturnedEvent, delivery: Delivery) -> None:
    """Take goods in staging off the list, once the last of an order are back on the shelf."""
    if event.order_id is None or _is_more_to_return(event.order_id, event.warehouse_id):
        return
    found = fulfillment.find_open_exception(order_id=event.order_id, kind=GOODS_IN_STAGING)
    if found is not None:
        command = ClearException(
            exception_id=found.exception_id, cleared_by=event.actor, note="back on the shelf"
        )
        fulfillment.clear_exception(command, receipt=delivery.receipt)


def _is_more_to_return(order_id: OrderId, warehouse_id: WarehouseId) -> bool:
    return any(
        inventory.list_move_tasks(
            client_id=None,
            warehouse_id=warehouse_id,
            filters=MoveTaskFilter(
                kind=MoveTaskKind.RETURN_TO_STOCK, status=status, order_id=order_id
            ),
            page=PageRequest(limit=1),
        ).results
        for status in (MoveTaskStatus.OPEN, MoveTaskStatus.IN_PROGRESS)
    )
