"""What picking hears: a released wave and an allocation, in either order, however often."""

from itertools import permutations

import pytest
from django.utils import timezone

from tests.factories.picking import (
    CLIENT,
    WAREHOUSE,
    cancelling,
    new_order,
    place,
    published,
    task_of,
)
from wms.inventory.events import StockAllocatedEvent
from wms.inventory.reservations.contracts.reservations import reservation_id_for
from wms.picking import facade as picking
from wms.picking.contracts import PickTaskStatus, pick_task_id_for
from wms.picking.models import PickingInbox
from wms.picking.subscribers import subscriber
from wms.platform.ids import new_id
from wms.platform.inbox.receipt import AlreadyHandled, InboxReceipt
from wms.platform.kafka.subscribers import Delivery
from wms.waving.events import ReleasedOrder, WaveReleasedEvent

pytestmark = pytest.mark.django_db


def released(wave_id, *orders):
    return WaveReleasedEvent(
        wave_id=wave_id,
        warehouse_id=WAREHOUSE,
        number="W-000001",
        page=1,
        pages=1,
        orders=tuple(
            ReleasedOrder(
                order_id=order_id,
                client_id=CLIENT,
                number="O-000007",
                round_no=1,
                priority_rank=0,
                lines=(),
            )
            for order_id in orders
        ),
    )


def allocated(order_id):
    return StockAllocatedEvent(
        reservation_id=reservation_id_for(order_id, 1),
        order_id=order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        round_no=1,
        places=(place(),),
    )


def hear(event, event_id, now):
    receipt = InboxReceipt(PickingInbox, event_id=event_id, occurred_at=now)
    delivery = Delivery(
        event_id=event_id, subject=event.subject, sequence=1, occurred_at=now, receipt=receipt
    )
    try:
        subscriber.handlers[event.event_type](event, delivery)
    except AlreadyHandled:
        return False
    receipt.record()
    return True


@pytest.fixture
def now():
    return timezone.now()


@pytest.mark.parametrize("order", list(permutations([0, 1])))
def test_whichever_comes_first_makes_the_task(order, now):
    order_id, wave_id = new_order(), new_id()
    events = [released(wave_id, order_id), allocated(order_id)]
    ids = [new_id(), new_id()]

    heard = [hear(events[which], ids[which], now) for which in (*order, *order)]

    assert heard == [True, True, False, False]
    task = task_of(order_id)
    assert (task.status, task.wave_id, task.order_number) == (
        PickTaskStatus.OPEN,
        wave_id,
        "O-000007",
    )
    assert published(task.task_id) == [("task-created", 1)]
    assert PickingInbox.objects.count() == 2


def test_an_allocation_of_a_cancelled_order_is_handled_and_makes_nothing(now):
    order_id = new_order()
    picking.cancel_pick_task(cancelling(order_id))

    assert hear(allocated(order_id), new_id(), now)

    task = task_of(order_id)
    assert (task.task_id, task.status, task.lines) == (
        pick_task_id_for(order_id, 1),
        PickTaskStatus.CANCELLED,
        (),
    )
    assert PickingInbox.objects.count() == 1
