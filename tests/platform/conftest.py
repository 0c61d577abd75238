"""Topics, drains and readers."""

from collections import defaultdict
from uuid import uuid4

import pytest
from confluent_kafka.admin import AdminClient

from tests.support.effects import drop_table, effects_subscriber, make_table, take_batches
from tests.support.events import Reader, eventually
from wms.inventory.models import InventoryOutbox
from wms.platform.kafka.groups import subscribers
from wms.platform.kafka.sender import Sender
from wms.platform.kafka.subscribers import Subscriber
from wms.platform.kafka.topics import create_topics
from wms.platform.outbox.connection import sole_drain
from wms.platform.outbox.drain import BATCH_SIZE, Drain, Turn
from wms.platform.outbox.lanes import Lanes
from wms.platform.outbox.outboxes import outboxes


@pytest.fixture
def inventory():
    (found,) = (each for each in outboxes() if each.waiting is InventoryOutbox)
    return found


def is_led(servers, topic):
    """Return whether every partition of a topic has a leader, which may come after it is made."""
    known = AdminClient({"bootstrap.servers": servers, "log_level": 0}).list_topics(
        topic, timeout=5
    )
    partitions = known.topics[topic].partitions.values()
    return partitions and all(each.error is None and each.leader >= 0 for each in partitions)


@pytest.fixture
def topic(kafka, monkeypatch):
    """Give the test a topic of its own, in place of inventory's."""
    name = f"wms.inventory.events.{uuid4().hex[:8]}"
    monkeypatch.setattr(InventoryOutbox, "topic", name)
    create_topics()
    eventually(lambda: is_led(kafka, name))
    return name


@pytest.fixture
def reader(kafka, topic):
    reader = Reader(kafka, topic)
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def senders():
    """Keep a sender for each start of the broker, by its process."""
    return defaultdict(lambda: Sender(patience_seconds=2))


@pytest.fixture
def sender(kafka, servers, senders):
    """Return a sender whose producer has not met a broker that a test before took away."""
    return senders[servers.broker.pid]


@pytest.fixture
def drain_once(inventory, sender, topic):
    """Return a function that drains inventory's outbox as far as Kafka takes it."""

    def drain_once(batch_size=BATCH_SIZE):
        with sole_drain([inventory], patience_ms=5_000) as connection:
            return Drain(connection, inventory, sender, batch_size=batch_size).until_empty()

    return drain_once


@pytest.fixture
def drain(drain_once):
    """Return a function that drains inventory's outbox until Kafka balks at nothing more.

    The first tries may be in vain, or in part, if the test itself took the broker away.
    """

    def drain(batch_size=BATCH_SIZE):
        moved = held = 0

        def nothing_is_stuck():
            nonlocal moved, held
            turn = drain_once(batch_size)
            moved, held = moved + turn.moved, held + turn.held
            return not turn.stuck

        eventually(nothing_is_stuck)
        return Turn(moved, held)

    return drain


@pytest.fixture
def lanes(kafka):
    """Return all outboxes, to be drained side by side."""
    made = Lanes(outboxes())
    yield made
    made.close()


@pytest.fixture
def effects_table(transactional_db):
    """Make the table in which handlers note what they did."""
    make_table()
    yield
    drop_table()


@pytest.fixture
def group(topic, monkeypatch):
    """Return the only group there is, which notes what it handles; its topics are made."""
    subscribers()  # those of the contexts register themselves now or never
    monkeypatch.setattr(Subscriber, "registry", {})
    subscriber = effects_subscriber(f"test-{uuid4().hex[:8]}")
    create_topics()
    return subscriber


@pytest.fixture
def batch_group(group):
    """Return the only group there is, which notes what it handles, many events at once too."""
    take_batches(group)
    return group
