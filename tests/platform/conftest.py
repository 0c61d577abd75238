"""Topics, drains and readers."""

from uuid import uuid4

import pytest

from tests.support.effects import drop_table, effects_subscriber, make_table, take_batches
from tests.support.events import Reader
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


@pytest.fixture
def topic(kafka, monkeypatch):
    """Give the test a topic of its own, in place of inventory's."""
    name = f"wms.inventory.events.{uuid4().hex[:8]}"
    monkeypatch.setattr(InventoryOutbox, "topic", name)
    create_topics()
    return name


@pytest.fixture
def reader(kafka, topic):
    reader = Reader(kafka, topic)
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def sender(kafka):
    return Sender(patience_seconds=2)


@pytest.fixture
def drain_once(inventory, sender, topic):
    """Return a function that drains inventory's outbox as far as Kafka takes it."""

    def drain_once(batch_size=BATCH_SIZE):
        with sole_drain([inventory], patience_ms=5_000) as connection:
            return Drain(connection, inventory, sender, batch_size=batch_size).until_empty()

    return drain_once


@pytest.fixture
def drain(drain_once):
    """Return a function that drains inventory's outbox until nothing more goes.

    The first try may be in vain, or in part: its producer knew a broker that a test before took
    away, and a broker that has just started leads some of its partitions later than others.
    """

    def drain(batch_size=BATCH_SIZE):
        first = drain_once(batch_size)
        if not first.stuck:
            return first
        second = drain_once(batch_size)
        return Turn(first.moved + second.moved, first.held + second.held, second.stuck)

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
