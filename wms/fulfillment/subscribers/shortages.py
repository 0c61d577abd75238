"""Lines whose goods are gone come before a person until they have others, or the order ends."""

from uuid import uuid5

from wms.fulfillment.actors import ACTOR
from wms.fulfillment.exceptions.commands.note_shortage import note_shortage
from wms.fulfillment.exceptions.commands.review_shortages import review_shortages
from wms.fulfillment.exceptions.contracts.shortages import (
    ALLOCATION_SHORT,
    NoteShortage,
    ReviewShortages,
)
from wms.fulfillment.subscribers.group import subscriber
from wms.inventory.events import (
    AllocationShortEvent,
    ShortageDetectedEvent,
    StockAllocatedEvent,
    StockPickedEvent,
)
from wms.kernel.ids import OrderId
from wms.orders.events import OrderCancelledEvent, OrderCompletedEvent
from wms.platform.kafka.subscribers import Delivery

BY = ACTOR


@subscriber.on(AllocationShortEvent)
def note_short_allocation(event: AllocationShortEvent, delivery: Delivery) -> None:
    """Raise an exception of a line whose stock is gone, with none in its place."""
    shortage = NoteShortage(
        exception_id=uuid5(event.reservation_id, f"{ALLOCATION_SHORT}/{delivery.sequence}"),
        order_id=event.order_id,
        line_no=event.line_no,
        sku=event.sku,
        reason=event.reason,
    )
    note_shortage(shortage, receipt=delivery.receipt)


@subscriber.on(StockAllocatedEvent)
def review_claims(event: StockAllocatedEvent, delivery: Delivery) -> None:
    """Look again at an order whose claims have changed."""
    _review(event.order_id, "the line has its goods", delivery)


@subscriber.on(StockPickedEvent)
def review_picks(event: StockPickedEvent, delivery: Delivery) -> None:
    """Look again at an order that was picked: what a picker had in hand counts for it."""
    _review(event.order_id, "the line has its goods", delivery)


@subscriber.on(ShortageDetectedEvent)
def review_waiting_order(event: ShortageDetectedEvent, delivery: Delivery) -> None:
    """Look again at an order that waits: perhaps for what it lost, in a round of its own."""
    _review(event.order_id, "the order asked for the goods again", delivery)


@subscriber.on(OrderCompletedEvent)
def settle_completed(event: OrderCompletedEvent, delivery: Delivery) -> None:
    """Nobody looks for goods of an order that is completed."""
    _review(event.order_id, "the order is completed", delivery)


@subscriber.on(OrderCancelledEvent)
def settle_cancelled(event: OrderCancelledEvent, delivery: Delivery) -> None:
    """Nobody looks for goods of an order that is cancelled."""
    _review(event.order_id, "the order is cancelled", delivery)


def _review(order_id: OrderId, note: str, delivery: Delivery) -> None:
    command = ReviewShortages(order_id=order_id, actor=BY, note=note)
    review_shortages(command, receipt=delivery.receipt)
