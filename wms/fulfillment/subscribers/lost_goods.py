"""Lines whose goods are gone come before a person until they have others, or the order ends."""

from uuid import uuid5

from wms.fulfillment.actors import ACTOR
from wms.fulfillment.exceptions.commands.note_lost_goods import note_lost_goods
from wms.fulfillment.exceptions.commands.review_lost_goods import review_lost_goods
from wms.fulfillment.exceptions.contracts.losses import (
    ALLOCATION_SHORT,
    NoteLostGoods,
    ReviewLostGoods,
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
def note_loss(event: AllocationShortEvent, delivery: Delivery) -> None:
    """Put a line before a person that lost goods and got no others."""
    loss = NoteLostGoods(
        exception_id=uuid5(event.reservation_id, f"{ALLOCATION_SHORT}/{delivery.sequence}"),
        order_id=event.order_id,
        line_no=event.line_no,
        sku=event.sku,
        reason=event.reason,
    )
    note_lost_goods(loss, receipt=delivery.receipt)


@subscriber.on(StockAllocatedEvent)
def review_claims(event: StockAllocatedEvent, delivery: Delivery) -> None:
    """Look again at an order whose claims have changed."""
    _review(event.order_id, "the line has its goods", delivery)


@subscriber.on(StockPickedEvent)
def review_picks(event: StockPickedEvent, delivery: Delivery) -> None:
    """Look again at an order that was picked: what a picker had in hand counts for it."""
    _review(event.order_id, "the line has its goods", delivery)


@subscriber.on(ShortageDetectedEvent)
def review_shortages(event: ShortageDetectedEvent, delivery: Delivery) -> None:
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
    command = ReviewLostGoods(order_id=order_id, actor=BY, note=note)
    review_lost_goods(command, receipt=delivery.receipt)
