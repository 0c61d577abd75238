"""What the facts of the contexts do to sagas.

Temporal is called first, then the runtime records the receipt, then it commits the offset. If it
dies in between, the event comes again and the call is repeated, which changes nothing. In the
other order, a receipt could stand for a start or a signal that never happened.
"""

import logging

from wms.fulfillment.actors import ACTOR
from wms.fulfillment.saga.contracts.cancellations import NewCancellation
from wms.fulfillment.saga.contracts.orders import FulfillOrder
from wms.fulfillment.saga.runs.intake import limits_for
from wms.fulfillment.saga.runs.signals import signal_saga, signal_sagas
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.subscribers.group import subscriber
from wms.fulfillment.subscribers.rejections import settle_rejection_before
from wms.inventory.contracts import StockLine
from wms.inventory.events import StockReservedEvent
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import OrderStatus
from wms.orders.events import OrderCancellationRequestedEvent, OrderReceivedEvent
from wms.packing.events import PackTaskCompletedEvent
from wms.picking.events import PickTaskCompletedEvent, PickTaskStartedEvent
from wms.platform.current_actor import acting
from wms.platform.kafka.subscribers import Delivery
from wms.platform.temporal.bridge import bridge
from wms.shipping.events import ShipmentShippedEvent
from wms.waving.contracts import MAX_PAGE_ORDERS
from wms.waving.events import (
    WaveCancelledEvent,
    WaveOrderAddedEvent,
    WaveOrderRemovedEvent,
    WaveReleasedEvent,
)

logger = logging.getLogger(__name__)
# Of a reservation that was active at once, for which nobody waits.
FIRST_FACT = 1
BEFORE_ANY_WAIT = frozenset({OrderStatus.RECEIVED, OrderStatus.VALIDATED})


@subscriber.on(OrderReceivedEvent)
def start_saga(event: OrderReceivedEvent, delivery: Delivery) -> None:
    """Start the saga of an order, which settles that its reference was rejected before."""
    order = FulfillOrder(
        order_id=event.order_id,
        client_id=event.client_id,
        warehouse_id=event.warehouse_id,
        number=event.number,
        priority=event.priority,
        country=event.country,
        lines=tuple(
            StockLine(line_no=line.line_no, sku=line.sku, quantity=line.quantity)
            for line in event.lines
        ),
        limits=limits_for(event.priority),
        shipping_policy=event.shipping_policy,
    )
    bridge.call(lambda client: start(client, order))
    logger.info("the saga of %s runs", event.number)
    settle_rejection_before(event, delivery)


@subscriber.on(StockReservedEvent)
def note_stock(event: StockReservedEvent, delivery: Delivery) -> None:
    """Signal a saga whose order got stock late, or again after it was withdrawn.

    A saga reads its reservation after it has recorded ``backordered``, so that one which has not
    come that far will see what happened.
    """
    if delivery.sequence == FIRST_FACT:
        return
    if orders.get_order_status(order_id=event.order_id) not in BEFORE_ANY_WAIT:
        signal_saga(event.order_id, event.client_id, "stock_reserved")


@subscriber.on(WaveOrderAddedEvent)
def note_wave(event: WaveOrderAddedEvent, _delivery: Delivery) -> None:
    """Signal the saga that its order is in a wave."""
    signal_saga(event.order_id, event.client_id, "wave_assigned")


@subscriber.on(WaveOrderRemovedEvent)
def note_way_out(event: WaveOrderRemovedEvent, _delivery: Delivery) -> None:
    """Signal the saga that its order left its wave."""
    signal_saga(event.order_id, event.client_id, "wave_unassigned")


@subscriber.on(WaveCancelledEvent)
def note_end_of_wave(event: WaveCancelledEvent, _delivery: Delivery) -> None:
    """Signal the sagas of a wave that it was dissolved, as many at a time as a page has."""
    for first in range(0, len(event.order_ids), MAX_PAGE_ORDERS):
        some = event.order_ids[first : first + MAX_PAGE_ORDERS]
        signal_sagas(dict.fromkeys(map(OrderId, some)), "wave_unassigned")


@subscriber.on(WaveReleasedEvent)
def note_release(event: WaveReleasedEvent, _delivery: Delivery) -> None:
    """Signal the sagas of a page of a wave that it is on the floor."""
    signal_sagas({order.order_id: order.client_id for order in event.orders}, "wave_released")


@subscriber.on(PickTaskStartedEvent)
def note_walk(event: PickTaskStartedEvent, _delivery: Delivery) -> None:
    """Signal the saga that somebody walks."""
    signal_saga(event.order_id, event.client_id, "picking_started")


@subscriber.on(PickTaskCompletedEvent)
def note_picks(event: PickTaskCompletedEvent, _delivery: Delivery) -> None:
    """Signal the saga that the walk is done."""
    signal_saga(event.order_id, event.client_id, "pick_completed")


@subscriber.on(PackTaskCompletedEvent)
def note_cartons(event: PackTaskCompletedEvent, _delivery: Delivery) -> None:
    """Signal the saga that the cartons are sealed."""
    signal_saga(event.order_id, event.client_id, "pack_completed")


@subscriber.on(ShipmentShippedEvent)
def note_hand_over(event: ShipmentShippedEvent, _delivery: Delivery) -> None:
    """Signal the saga that the carrier has the goods."""
    signal_saga(event.order_id, event.client_id, "shipment_shipped")


@subscriber.on(OrderCancellationRequestedEvent)
def ask_to_cancel(event: OrderCancellationRequestedEvent, delivery: Delivery) -> None:
    """Bring a cancellation to the saga, which was not there when it was requested."""
    with acting(delivery.actor or ACTOR):
        signal_saga(
            event.order_id,
            event.client_id,
            "cancellation_requested",
            NewCancellation(reason=event.reason),
        )
