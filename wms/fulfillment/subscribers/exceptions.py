"""What the facts of the contexts put on the list of exceptions, and take off it."""

from wms.fulfillment.exceptions.commands.clear_exception import clear_exception
from wms.fulfillment.exceptions.commands.note_short_pick import note_short_pick
from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.commands.settle_exception import settle_exception
from wms.fulfillment.exceptions.contracts.exceptions import (
    GOODS_IN_STAGING,
    ClearException,
    RaiseException,
    SettleException,
)
from wms.fulfillment.exceptions.contracts.shortages import SHORT_PICK, NoteShortPick
from wms.fulfillment.exceptions.queries.exceptions import find_open_exception
from wms.fulfillment.subscribers.group import subscriber
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    CarryReason,
    MoveTask,
    MoveTaskFilter,
    MoveTaskKind,
    MoveTaskStatus,
)
from wms.inventory.events import (
    InventoryExceptionClearedEvent,
    InventoryExceptionRaisedEvent,
    StockReturnedEvent,
)
from wms.kernel.ids import OrderId, WarehouseId
from wms.kernel.pages import MAX_LIMIT, PageRequest
from wms.orders import facade as orders
from wms.picking.events import PickingExceptionRaisedEvent
from wms.platform.kafka.subscribers import Delivery


@subscriber.on(PickingExceptionRaisedEvent)
def take_in(event: PickingExceptionRaisedEvent, delivery: Delivery) -> None:
    """Put what picking found before a person."""
    if event.kind == SHORT_PICK:
        short = NoteShortPick(
            exception_id=event.exception_id, order_id=event.order_id, message=event.message
        )
        note_short_pick(short, receipt=delivery.receipt)
        return
    exception = RaiseException(
        exception_id=event.exception_id,
        order_id=event.order_id,
        client_id=event.client_id,
        kind=event.kind,
        subject=orders.get_order(order_id=event.order_id).number,
        message=event.message,
    )
    raise_exception(exception, receipt=delivery.receipt)


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
    raise_exception(exception, receipt=delivery.receipt)


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
    settle_exception(settled, receipt=delivery.receipt)


@subscriber.on(StockReturnedEvent)
def settle_staging(event: StockReturnedEvent, delivery: Delivery) -> None:
    """Take goods in staging off the list, once all of an order are back on the shelf.

    What was not found, is damaged or was not carried for another reason is left to a person.
    """
    if event.order_id is None or not _are_all_back(event.order_id, event.warehouse_id):
        return
    found = find_open_exception(order_id=event.order_id, kind=GOODS_IN_STAGING)
    if found is not None:
        command = ClearException(
            exception_id=found.exception_id, actor=event.actor, note="back on the shelf"
        )
        clear_exception(command, receipt=delivery.receipt)


def _are_all_back(order_id: OrderId, warehouse_id: WarehouseId) -> bool:
    cursor = None
    while True:
        page = inventory.list_move_tasks(
            client_id=None,
            warehouse_id=warehouse_id,
            filters=MoveTaskFilter(kind=(MoveTaskKind.RETURN_TO_STOCK,), order_id=order_id),
            page=PageRequest(cursor=cursor, limit=MAX_LIMIT),
        )
        if not all(_is_done(task) for task in page.results):
            return False
        if page.next is None:
            return True
        cursor = page.next


def _is_done(task: MoveTask) -> bool:
    # What found no room has a task of its own.
    return task.status is MoveTaskStatus.COMPLETED and (
        task.moved == task.quantity or task.reason == CarryReason.NO_ROOM
    )
