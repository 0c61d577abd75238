"""What waving does about events, each arriving twice."""

from dataclasses import fields
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from pydantic import TypeAdapter

from tests.factories.orders import new_order
from tests.factories.waving import CLIENT, WAREHOUSE, plan
from wms.kernel.events import Event
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import (
    CancelOrder,
    Milestone,
    Order,
    OrderStatus,
    ReceiveOrder,
    RecordProgress,
    RecordValidation,
)
from wms.orders.models import OrdersOutbox
from wms.orders.services.receive_order import receive_order
from wms.picking.contracts import PickTaskId
from wms.picking.events import (
    PickTaskCancelledEvent,
    PickTaskCompletedEvent,
    PickTaskStartedEvent,
)
from wms.platform.inbox.receipt import AlreadyHandled, InboxReceipt
from wms.platform.kafka.subscribers import Delivery
from wms.waving.contracts import ReleaseWave, WaveId, WaveStatus
from wms.waving.models import Candidate, WavingInbox
from wms.waving.selectors.waves import get_wave
from wms.waving.services.release_wave import release_wave
from wms.waving.subscribers import subscriber

pytestmark = pytest.mark.django_db


def deliver_twice(event: Event) -> None:
    event_id, now = uuid4(), datetime.now(UTC)
    for _ in range(2):
        receipt = InboxReceipt(WavingInbox, event_id=event_id, occurred_at=now)
        delivery = Delivery(
            event_id=event_id, subject=event.subject, sequence=1, occurred_at=now, receipt=receipt
        )
        try:
            subscriber.handlers[event.event_type](event, delivery)
            receipt.record()
        except AlreadyHandled:
            pass
    assert WavingInbox.objects.filter(event_id=event_id).count() == 1


def deliver_orders(*, shuffled: bool = False) -> None:
    """Deliver what orders published, perhaps the last first."""
    messages = list(OrdersOutbox.objects.order_by("-id" if shuffled else "id"))
    for message in messages:
        if message.event_type in subscriber.handlers:
            contract = Event.catalogue[message.event_type]
            deliver_twice(TypeAdapter(contract).validate_json(message.data))


def receive() -> Order:
    return receive_order(
        ReceiveOrder(
            client_id=CLIENT, warehouse_id=WAREHOUSE, order=new_order(5, 3), actor="user:7"
        )
    )


def reserved() -> Order:
    order = receive()
    orders.record_progress(RecordProgress(order_id=order.order_id, milestone=Milestone.RESERVED))
    return order


def task_event(kind: type[Event], order_id: UUID, wave_id: UUID | None) -> Event:
    known = {
        "task_id": PickTaskId(uuid4()),
        "order_id": OrderId(order_id),
        "client_id": CLIENT,
        "warehouse_id": WAREHOUSE,
        "wave_id": wave_id,
        "worker": "robot-1",
        "round_no": 1,
        "reason": "no longer wanted",
        "lines": (),
        "left_out": 0,
    }
    return kind(**{each.name: known[each.name] for each in fields(kind)})


@pytest.mark.parametrize("shuffled", [False, True])
def test_an_order_becomes_plannable_in_whichever_order_the_news_come(shuffled):
    order = reserved()

    deliver_orders(shuffled=shuffled)

    candidate = Candidate.objects.get()
    assert (candidate.state, candidate.number) == ("plannable", order.number)
    assert (candidate.line_count, candidate.unit_count) == (2, 8)
    assert candidate.priority_rank == order.priority.rank


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_cancelled_order_is_out_in_whichever_order_the_news_come(shuffled):
    order = reserved()
    orders.cancel_order(CancelOrder(order_id=order.order_id, reason="no longer wanted"))

    deliver_orders(shuffled=shuffled)

    assert Candidate.objects.get().state == "out"


def test_a_rejected_order_is_out():
    order = receive()
    status = orders.record_validation(
        RecordValidation(order_id=order.order_id, reasons=("sku X is unknown",))
    )

    deliver_orders()

    assert (status, Candidate.objects.get().state) == (OrderStatus.REJECTED, "out")


@pytest.mark.parametrize("ending", [PickTaskCompletedEvent, PickTaskCancelledEvent])
def test_a_wave_follows_its_tasks(ending):
    reserved()
    deliver_orders()
    wave_id = plan().wave_id
    order_id = Candidate.objects.get().order_id
    release_wave(ReleaseWave(wave_id=wave_id, actor="sue"))

    deliver_twice(task_event(PickTaskStartedEvent, order_id, wave_id))
    assert status_of(wave_id) is WaveStatus.IN_PROGRESS
    deliver_twice(task_event(ending, order_id, wave_id))

    assert status_of(wave_id) is WaveStatus.COMPLETED


@pytest.mark.parametrize(
    "kind", [PickTaskStartedEvent, PickTaskCompletedEvent, PickTaskCancelledEvent]
)
def test_a_task_without_a_wave_is_nobodys_business(kind):
    deliver_twice(task_event(kind, uuid4(), None))

    assert Candidate.objects.count() == 0


def status_of(wave_id: WaveId) -> WaveStatus:
    return get_wave(wave_id=wave_id).wave.status
