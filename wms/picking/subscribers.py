"""What picking does about the facts of waving and inventory."""

from wms.inventory import facade as inventory
from wms.inventory.events import StockAllocatedEvent
from wms.picking.contracts import PickRoundClosed, PlacePickTask, PreparePickTask, PrepareWave
from wms.picking.inbox import PickingInbox
from wms.picking.services.place_pick_task import place_pick_task
from wms.picking.services.prepare_wave import prepare_wave
from wms.platform.kafka.subscribers import Delivery, Subscriber
from wms.waving.events import WaveReleasedEvent

subscriber = Subscriber("picking", PickingInbox)


@subscriber.on(WaveReleasedEvent)
def prepare_on_release(event: WaveReleasedEvent, delivery: Delivery) -> None:
    """Make the tasks of a page of a wave."""
    tasks = tuple(
        PreparePickTask(
            order_id=order.order_id,
            client_id=order.client_id,
            warehouse_id=event.warehouse_id,
            number=order.number,
            priority_rank=order.priority_rank,
            wave_id=event.wave_id,
            round_no=order.round_no,
        )
        for order in event.orders
    )
    prepare_wave(PrepareWave(tasks=tasks), receipt=delivery.receipt)


@subscriber.on(StockAllocatedEvent)
def place_on_allocation(event: StockAllocatedEvent, delivery: Delivery) -> None:
    """Give the task of an order its places, each time they change."""
    places, version = event.places, delivery.sequence
    if event.left_out:
        # What is read now is as new as the event or newer, and says so.
        walk = inventory.get_walk(order_id=event.order_id, round_no=event.round_no)
        places, version = walk.places, walk.version
    try:
        place_pick_task(
            PlacePickTask(
                order_id=event.order_id,
                client_id=event.client_id,
                warehouse_id=event.warehouse_id,
                places=places,
                round_no=event.round_no,
                version=version,
            ),
            receipt=delivery.receipt,
        )
    except PickRoundClosed:
        # The order was cancelled while its stock was being allocated: there is nothing to walk.
        return
