"""Received orders that one consumer reserves for per second: in batches, against one by one."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from statistics import median
from threading import Event as Flag
from threading import Thread
from uuid import uuid4

from django.conf import settings
from django.db.models import Max, Min
from django.utils import timezone

from benchmarks.figures import Figure
from benchmarks.goods import order_of, settle, stock_up
from wms.inventory.models import InventoryInbox, Reservation
from wms.inventory.subscribers import subscriber
from wms.orders.contracts import Priority, ShippingPolicy
from wms.orders.events import OrderReceivedEvent, ReceivedLine
from wms.orders.models import OrdersOutbox
from wms.platform.ids import new_id
from wms.platform.kafka.cloudevents import Recorded, encode
from wms.platform.kafka.consumer import GroupConsumer
from wms.platform.kafka.messages import Message
from wms.platform.kafka.sender import Sender
from wms.platform.kafka.subscribers import Subscriber
from wms.platform.kafka.topics import create_topics
from wms.platform.outbox.models import encoding_of
from wms.platform.tracing import traceparent

ORDERS = 5_000
# More than are handled in one transaction, or the first would be the last.
FEWEST = 1_000
ROUNDS = 3
HOT = 1
GOAL = 10
PATIENCE_SECONDS = 120.0


def measure(part: float) -> list[Figure]:
    """Return how many events of orders for one hot SKU a group handles in a second.

    Both ways take turns, several times; the median counts. ``part`` of the usual orders is sent.
    """
    settings.KAFKA_SESSION_TIMEOUT_MS = 3_000
    stock_up(range(HOT, HOT + 1), places=1)
    one_by_one = Subscriber("inventory-one-by-one", InventoryInbox)
    one_by_one.handlers.update(subscriber.handlers)
    batches: list[float] = []
    singly: list[float] = []
    for _round in range(max(1, round(ROUNDS * part))):
        for group, rates in ((subscriber, batches), (one_by_one, singly)):
            rates.append(_rate(group, max(FEWEST, round(ORDERS * part))))
            settle()
    return [
        Figure(
            "consuming, received orders for one hot SKU, in batches",
            median(batches),
            "events/s",
            f"one by one (goal {GOAL})",
            median(singly),
        )
    ]


def _rate(group: Subscriber, orders: int) -> float:
    """Return how many events a group that finds them waiting handles in a second."""
    # A topic of its own: what other rounds were sent is not in the way.
    OrdersOutbox.topic = f"wms.orders.events.{uuid4().hex[:8]}"
    create_topics()
    begun = timezone.now() - timedelta(seconds=1)
    sent = Sender().send([_message() for _order in range(orders)])
    if len(sent.acknowledged) < orders:
        raise RuntimeError("the broker did not take the events")
    there = Reservation.objects.count()
    handled = InventoryInbox.objects.filter(occurred_at__gte=begun)
    with _consuming(group):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while handled.count() < orders:
            if time.monotonic() > deadline:
                raise RuntimeError("the events were not handled in time")
            time.sleep(0.2)
    if Reservation.objects.count() != there + orders:
        raise RuntimeError("each event was to have its reservation")
    # Each transaction says when it began: the last one is left out, and the others took the time.
    first, last = handled.aggregate(first=Min("handled_at"), last=Max("handled_at")).values()
    seconds: float = (last - first).total_seconds()
    return handled.filter(handled_at__lt=last).count() / seconds


@contextmanager
def _consuming(group: Subscriber) -> Iterator[None]:
    stop = Flag()
    thread = Thread(target=lambda: GroupConsumer(group, stop).run())
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _message() -> Message:
    order = order_of([HOT])
    event = OrderReceivedEvent(
        order_id=order.order_id,
        client_id=order.client_id,
        warehouse_id=order.warehouse_id,
        number="BENCH",
        external_ref=str(order.order_id),
        customer_id="BENCH",
        priority=tuple(Priority)[order.priority_rank],
        shipping_policy=ShippingPolicy.SHIP_COMPLETE,
        ship_by=None,
        country="GB",
        lines=tuple(
            ReceivedLine(line_no=line.line_no, sku=line.sku, quantity=line.quantity)
            for line in order.lines
        ),
    )
    row = Recorded(
        id=0,
        event_id=new_id(),
        event_type=event.event_type,
        partition_key=event.partition_key,
        subject=event.subject,
        sequence=1,
        data=encoding_of(OrderReceivedEvent).dump_json(event).decode(),
        occurred_at=timezone.now(),
        traceparent=traceparent(),
    )
    return encode(
        row, topic=OrdersOutbox.topic, source="bench", max_bytes=settings.KAFKA_MAX_EVENT_BYTES
    )
