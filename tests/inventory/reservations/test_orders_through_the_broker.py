"""Orders that came in while inventory was away: all are served when it is back, together."""

from uuid import uuid4

import pytest

from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location
from tests.factories.orders import new_order
from tests.inventory.reading import differences, totals
from tests.support.events import consuming, eventually
from wms.inventory.models import InventoryInbox, InventoryOutbox, Reservation
from wms.inventory.subscribers import subscriber
from wms.orders import facade as orders
from wms.orders.contracts import CancelOrder, ReceiveOrder
from wms.orders.models import OrdersOutbox
from wms.orders.services.receive_order import receive_order
from wms.platform.kafka.groups import subscribers
from wms.platform.kafka.sender import Sender
from wms.platform.kafka.subscribers import Subscriber
from wms.platform.kafka.topics import create_topics
from wms.platform.outbox.connection import sole_drain
from wms.platform.outbox.drain import Drain
from wms.platform.outbox.outboxes import outboxes

pytestmark = pytest.mark.django_db(transaction=True)
ORDERS, CANCELLED, UNITS = 60, 10, 40
SKU = "BOLT-M1"


@pytest.fixture
def group(kafka, monkeypatch):
    """Return the group of inventory under a name of its own, on topics of its own."""
    subscribers()  # those of the contexts register themselves now or never
    monkeypatch.setattr(Subscriber, "registry", {})
    monkeypatch.setattr(OrdersOutbox, "topic", f"wms.orders.events.{uuid4().hex[:8]}")
    group = Subscriber(f"inventory-{uuid4().hex[:8]}", InventoryInbox)
    group.handlers.update(subscriber.handlers)
    group.batch_handlers.update(subscriber.batch_handlers)
    create_topics()
    return group


def receive():
    order = new_order(1)
    return receive_order(
        ReceiveOrder(client_id=CLIENT, warehouse_id=WAREHOUSE, order=order, actor="user:7")
    )


def send_all():
    (outbox,) = (each for each in outboxes() if each.waiting is OrdersOutbox)
    with sole_drain([outbox], patience_ms=5_000) as connection:
        Drain(connection, outbox, Sender(patience_seconds=10)).until_empty()


def test_they_are_promised_stock_and_those_that_were_cancelled_hold_none(group):
    register_location("A-01")
    put(UNITS, SKU)
    received = [receive() for _order in range(ORDERS)]
    cancelled = received[:: ORDERS // CANCELLED]
    for order in cancelled:
        orders.cancel_order(CancelOrder(order_id=order.order_id, reason="changed"))
    requests = dict(
        OrdersOutbox.objects.filter(event_type__endswith="received").values_list(
            "partition_key", "traceparent"
        )
    )
    send_all()

    with consuming(group):
        eventually(lambda: InventoryInbox.objects.count() == ORDERS + CANCELLED)

    held = Reservation.objects.filter(status="active")
    assert held.count() == UNITS
    assert totals(SKU) == (UNITS, UNITS, 0)
    ended = Reservation.objects.filter(order_id__in=[each.order_id for each in cancelled])
    assert set(ended.values_list("status")) == {("released",)}
    assert differences() == ()
    # Many in one transaction, which has one time; and each under the request of its order.
    times = InventoryInbox.objects.values("handled_at").distinct().count()
    assert times < ORDERS // 2 + CANCELLED
    reserved = InventoryOutbox.objects.filter(event_type="wms.inventory.stock-reserved", sequence=1)
    assert {row.partition_key: row.traceparent.split("-")[1] for row in reserved}.items() <= {
        key: value.split("-")[1] for key, value in requests.items()
    }.items()
