"""What inventory does about facts that arrive twice, late, or before their siblings."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    put,
    register_location,
    reserving,
)
from tests.inventory.reading import differences, on_hand, published, totals
from wms.inventory import facade as inventory
from wms.inventory.contracts import ReservationStatus
from wms.inventory.models import InventoryInbox, Reservation
from wms.inventory.subscribers import subscriber
from wms.orders.contracts import OrderStatus, Priority, ShippingPolicy
from wms.orders.events import (
    OrderCancelledEvent,
    OrderReceivedEvent,
    OrderRejectedEvent,
    ReceivedLine,
)
from wms.picking.contracts import PickedLine, PickTaskId
from wms.picking.events import PickTaskCompletedEvent
from wms.platform.ids import new_id
from wms.platform.inbox.receipt import AlreadyHandled, InboxReceipt
from wms.platform.kafka.subscribers import Delivery
from wms.waving.contracts import WaveId, WaveLine
from wms.waving.events import ReleasedOrder, WaveReleasedEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stock():
    register_location("A-01")
    put(10)


def deliver(event, delivery=None):
    """Hand an event to its handler as the consumer does."""
    delivery = delivery or delivery_of(event)
    try:
        subscriber.handlers[event.event_type](event, delivery)
    except AlreadyHandled:
        return
    delivery.receipt.record()


def delivery_of(event):
    now, event_id = datetime.now(UTC), new_id()
    return Delivery(
        event_id=event_id,
        subject=event.subject,
        sequence=1,
        occurred_at=now,
        receipt=InboxReceipt(InventoryInbox, event_id=event_id, occurred_at=now),
    )


def received(order, sku="BOLT-M8"):
    return OrderReceivedEvent(
        order_id=order.order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        number="O-1",
        external_ref="A-1",
        customer_id="C-1",
        priority=Priority.NEXT_DAY,
        shipping_policy=ShippingPolicy.SHIP_COMPLETE,
        ship_by=None,
        country="GB",
        lines=tuple(
            ReceivedLine(line_no=line.line_no, sku=sku, quantity=line.quantity)
            for line in order.lines
        ),
    )


def cancelled(order):
    return OrderCancelledEvent(
        order_id=order.order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        status=OrderStatus.CANCELLED,
        reason="changed",
    )


def rejected(order):
    return OrderRejectedEvent(
        order_id=order.order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        status=OrderStatus.REJECTED,
        reasons=("address",),
    )


def wave_released(*orders):
    return WaveReleasedEvent(
        wave_id=WaveId(uuid4()),
        warehouse_id=WAREHOUSE,
        number="W-1",
        page=1,
        pages=1,
        orders=tuple(
            ReleasedOrder(
                order_id=order.order_id,
                client_id=CLIENT,
                number="O-1",
                round_no=1,
                priority_rank=1,
                lines=tuple(WaveLine(**vars(line)) for line in order.lines),
            )
            for order in orders
        ),
    )


def task_completed(order):
    places = inventory.get_allocation(order_id=order.order_id, round_no=1).places
    return PickTaskCompletedEvent(
        task_id=PickTaskId(uuid4()),
        order_id=order.order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        wave_id=None,
        round_no=1,
        worker="picker",
        lines=tuple(
            PickedLine(
                allocation_id=place.allocation_id,
                line_no=place.line_no,
                sku=place.sku,
                location=place.location,
                lot=place.lot,
                quantity=place.quantity,
                short_quantity=0,
                reason=None,
            )
            for place in places
        ),
    )


def test_reserves_what_came_in_once_with_the_saga():
    order = reserving(4)
    event = received(order)
    delivery = delivery_of(event)

    deliver(event, delivery)
    inventory.reserve_stock(order)
    deliver(event, delivery)

    assert (totals(), published()) == ((10, 4, 0), [("stock-reserved", 1)])
    assert Reservation.objects.get().priority_rank == 1
    assert InventoryInbox.objects.count() == 1


def test_leaves_an_order_with_an_unknown_sku_to_validation():
    deliver(received(reserving(4), sku="NUT-X"))

    assert (totals(), published()) == ((10, 0, 0), [])
    assert InventoryInbox.objects.count() == 1


@pytest.mark.parametrize("ending", [cancelled, rejected])
def test_an_ended_order_holds_nothing_in_either_order_of_arrival(ending):
    before, after = reserving(4), reserving(3)

    deliver(received(before))
    deliver(ending(before))
    deliver(ending(after))
    deliver(received(after))

    assert totals() == (10, 0, 0)
    assert published() == [("stock-reserved", 1), ("reservation-released", 2)]


def test_allocates_a_released_wave_and_books_its_picks():
    order, cancelled_one = reserving(4), reserving(3)
    deliver(received(order))
    deliver(cancelled(cancelled_one))

    released = wave_released(order, cancelled_one)
    deliver(released)
    deliver(released)
    assert totals() == (10, 0, 4)

    completed = task_completed(order)
    deliver(completed)
    deliver(completed)

    assert (totals(), on_hand("STAGING")) == ((6, 0, 0), 4)
    assert published() == [("stock-reserved", 1), ("stock-allocated", 2), ("stock-picked", 3)]
    status = inventory.get_reservation(order_id=order.order_id, round_no=1).status
    assert status is ReservationStatus.CONSUMED
    assert differences() == ()
