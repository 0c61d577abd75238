"""What inventory does about the facts of its siblings. Each may arrive twice, late, or early."""

from wms.inventory.catalogue.contracts.refusals import (
    AllocationReleased,
    ReservationReleased,
    SkuNotFound,
)
from wms.inventory.inbox import InventoryInbox
from wms.inventory.picks.commands.book_picks import book_picks
from wms.inventory.picks.commands.book_short import book_short
from wms.inventory.reservations.commands.allocate_wave import allocate_wave
from wms.inventory.reservations.commands.release_reservation import release_reservation
from wms.inventory.reservations.commands.reserve_orders import reserve_orders
from wms.inventory.reservations.commands.reserve_stock import reserve_stock
from wms.inventory.reservations.contracts.reservations import (
    MAX_ORDERS_AT_ONCE,
    AllocateStock,
    AllocateWave,
    BookPicks,
    BookShort,
    PickedPlace,
    ReleaseReservation,
    ReserveOrders,
    ReserveStock,
    StockLine,
)
from wms.kernel.errors import DomainError
from wms.orders.events import OrderCancelledEvent, OrderReceivedEvent, OrderRejectedEvent
from wms.picking import facade as picking
from wms.picking.contracts import PickedLine
from wms.picking.events import ItemShortEvent, PickTaskCompletedEvent
from wms.platform.inbox.receipts import InboxReceipts
from wms.platform.kafka.subscribers import Arrivals, Delivery, Subscriber
from wms.waving.events import WaveReleasedEvent

subscriber = Subscriber("inventory", InventoryInbox)
FIRST_ROUND = 1


@subscriber.on(OrderReceivedEvent)
def reserve_on_received(event: OrderReceivedEvent, delivery: Delivery) -> None:
    """Reserve stock for the order, perhaps before its saga does."""
    try:
        reserve_stock(_wanted(event), receipt=delivery.receipt)
    except SkuNotFound:
        # Validation refuses such an order, with every reason.
        return
    except ReservationReleased:
        # The order was cancelled before anybody reserved for it.
        return


@subscriber.on_many(OrderReceivedEvent, at_most=MAX_ORDERS_AT_ONCE)
def reserve_on_many_received(arrivals: Arrivals[OrderReceivedEvent]) -> None:
    """Reserve stock for all of the orders, the urgent ones first.

    What one is refused is its answer, and as above no more than that.
    """
    orders = tuple(_wanted(event) for event, _delivery in arrivals)
    reserve_orders(
        ReserveOrders(orders=orders),
        receipt=InboxReceipts(delivery.receipt for _event, delivery in arrivals),
    )


def _wanted(event: OrderReceivedEvent) -> ReserveStock:
    numbers = {line.line_no for line in event.lines}
    if len(numbers) < len(event.lines):
        # Among others it would be answered with a refusal, and nobody would know of it.
        raise DomainError(f"two lines of {event.number} have the same number")
    return ReserveStock(
        order_id=event.order_id,
        client_id=event.client_id,
        warehouse_id=event.warehouse_id,
        lines=tuple(
            StockLine(line_no=line.line_no, sku=line.sku, quantity=line.quantity)
            for line in event.lines
        ),
        priority_rank=event.priority.rank,
        round_no=FIRST_ROUND,
        takes_part=event.shipping_policy.accepts_partial,
        order_number=event.number,
    )


@subscriber.on(OrderRejectedEvent)
def release_on_rejected(event: OrderRejectedEvent, delivery: Delivery) -> None:
    """Give back what was reserved before validation refused the order."""
    release_reservation(
        ReleaseReservation(
            order_id=event.order_id,
            client_id=event.client_id,
            warehouse_id=event.warehouse_id,
            reason="the order was rejected",
            round_no=FIRST_ROUND,
        ),
        receipt=delivery.receipt,
    )


@subscriber.on(OrderCancelledEvent)
def release_on_cancelled(event: OrderCancelledEvent, delivery: Delivery) -> None:
    """Give back what the order was reserved at first; its saga knows of later rounds."""
    release_reservation(
        ReleaseReservation(
            order_id=event.order_id,
            client_id=event.client_id,
            warehouse_id=event.warehouse_id,
            reason=event.reason,
            round_no=FIRST_ROUND,
        ),
        receipt=delivery.receipt,
    )


@subscriber.on(WaveReleasedEvent)
def allocate_on_release(event: WaveReleasedEvent, delivery: Delivery) -> None:
    """Allocate stock units for a page of a wave at once."""
    orders = tuple(
        AllocateStock(order_id=order.order_id, round_no=order.round_no) for order in event.orders
    )
    allocate_wave(AllocateWave(wave_id=event.wave_id, orders=orders), receipt=delivery.receipt)


@subscriber.on(ItemShortEvent)
def book_on_short(event: ItemShortEvent, delivery: Delivery) -> None:
    """Find other goods for what a picker has missed, while the picker walks on."""
    try:
        book_short(
            BookShort(
                order_id=event.order_id,
                place=_place(event.line),
                actor=event.worker,
                round_no=event.round_no,
            ),
            receipt=delivery.receipt,
        )
    except AllocationReleased:
        # The saga took the order back meanwhile; what was off the shelf it has booked before.
        return


@subscriber.on(PickTaskCompletedEvent)
def book_on_completed(event: PickTaskCompletedEvent, delivery: Delivery) -> None:
    """Move what was picked to staging."""
    lines = picking.get_picked_lines(task_id=event.task_id) if event.left_out else event.lines
    try:
        book_picks(
            BookPicks(
                order_id=event.order_id,
                places=tuple(_place(line) for line in lines),
                actor=event.worker,
                round_no=event.round_no,
                is_complete=True,
            ),
            receipt=delivery.receipt,
        )
    except AllocationReleased:
        # The saga took the order back meanwhile; what was off the shelf it has booked before.
        return


def _place(line: PickedLine) -> PickedPlace:
    return PickedPlace(
        allocation_id=line.allocation_id,
        quantity=line.quantity,
        short_quantity=line.short_quantity,
        reason=line.reason,
    )
