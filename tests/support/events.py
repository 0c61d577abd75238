"""Events, topics and consumers for the tests of the machinery between contexts."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from threading import Event as Flag
from threading import Thread
from uuid import UUID, uuid4

from confluent_kafka import Consumer, Message, TopicPartition

from wms.inventory.events import ReservationReleasedEvent, ShortageDetectedEvent
from wms.inventory.models import InventoryOutbox
from wms.inventory.reservations.contracts.reservations import ReservationId
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.platform.kafka.consumer import GroupConsumer
from wms.platform.outbox.models import OutboxMessage, encoding_of
from wms.platform.transactions import transaction

CLIENT = ClientId(UUID(int=1))
WAREHOUSE = WarehouseId(UUID(int=2))


def fact(order_id: UUID, number: int, *, reason: str = "") -> ReservationReleasedEvent:
    """Return the event with this number of an order; all belong to one aggregate."""
    return ReservationReleasedEvent(
        reservation_id=ReservationId(order_id),
        order_id=OrderId(order_id),
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        round_no=number,
        reason=reason,
    )


def shortage(order_id: UUID, missing: int) -> ShortageDetectedEvent:
    """Return another fact about the reservation of an order."""
    return ShortageDetectedEvent(
        reservation_id=ReservationId(order_id),
        order_id=OrderId(order_id),
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        round_no=1,
        sku="A",
        missing=missing,
    )


def publish(*events: tuple[UUID, int]) -> None:
    """Publish the events with these numbers, in one transaction."""
    with transaction:
        InventoryOutbox.publish_all(
            [(fact(order_id, number), number) for order_id, number in events]
        )


def publish_elsewhere(outbox: type[OutboxMessage], key: UUID, number: int = 1) -> None:
    """Put an event into the outbox of another context; on its way it does not matter which."""
    event = fact(key, number)
    outbox.objects.create(
        event_type=event.event_type,
        partition_key=event.partition_key,
        subject=event.subject,
        sequence=number,
        data=encoding_of(type(event)).dump_json(event).decode(),
    )


def eventually(condition: Callable[[], object], *, seconds: float = 45.0) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


class Reader:
    """Reads a topic from its beginning, as nobody's member."""

    def __init__(self, servers: str, topic: str) -> None:
        self._consumer = Consumer(
            {"bootstrap.servers": servers, "group.id": f"reader-{uuid4()}", "log_level": 0}
        )
        partitions = self._consumer.list_topics(topic, timeout=10).topics[topic].partitions
        self._places = [TopicPartition(topic, each, 0) for each in partitions]
        self._consumer.assign(self._places)
        self.messages: list[Message] = []

    def read(self, count):
        """Return all messages of the topic, of which there should be so many by now.

        Nothing but waiting shows that there are no more: the broker of the tests counts its
        messages differently from what the protocol says.
        """
        deadline = time.monotonic() + 10
        while (message := self._consumer.poll(0.2)) or len(self.messages) < count:
            if message is not None and message.error() is None:
                self.messages.append(message)
            assert time.monotonic() < deadline, f"{len(self.messages)} of {count} messages came"
        return self.messages

    def numbers(self, count):
        """Return the sequences that came, by key, in the order in which they came."""
        found: dict[UUID, list[int]] = {}
        for message in self.read(count):
            sequence = int(dict(message.headers())["ce_sequence"])
            found.setdefault(UUID(message.key().decode()), []).append(sequence)
        return found

    def close(self):
        self._consumer.close()


@contextmanager
def consuming(*subscribers):
    """Run these groups in threads of this process until the block ends."""
    stop = Flag()
    broken = []

    def run(subscriber):
        try:
            GroupConsumer(subscriber, stop).run()
        except BaseException as error:
            broken.append(error)
            raise

    threads = [Thread(target=run, args=[each]) for each in subscribers]
    for thread in threads:
        thread.start()
    try:
        yield stop
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)
    assert not broken
    assert not any(thread.is_alive() for thread in threads)
