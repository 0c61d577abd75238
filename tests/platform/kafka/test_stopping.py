"""Processes that are told to stop while the broker is away: they do, soon, and lose nothing."""

import signal
import time
from contextlib import ExitStack
from uuid import uuid4

import pytest

from tests.support.database import connection
from tests.support.effects import TABLE, effects
from tests.support.events import Reader, consuming, eventually, publish
from tests.support.outage import gone, hanging
from tests.support.processes import python
from wms.inventory.models import InventoryEventLog, InventoryOutbox
from wms.platform.kafka.topics import create_topics
from wms.platform.outbox.outboxes import outboxes
from wms.platform.transactions import transaction

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("outage", [gone, hanging]),
]
SOON_SECONDS = 9.0
FIELDS = ("event_type", "partition_key", "subject", "sequence", "data")


@pytest.fixture
def patient(settings):
    """Let the session of a consumer last longer, which is what it waits for, as in production."""
    settings.KAFKA_SESSION_TIMEOUT_MS = 15_000


def assert_stops_soon(process):
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert time.monotonic() - begun < SOON_SECONDS


def publish_everywhere(key, number):
    publish((key, number))
    event = InventoryOutbox.objects.values(*FIELDS).last()
    for outbox in outboxes():
        if outbox.waiting is not InventoryOutbox:
            outbox.waiting.objects.create(**event)


def all_left():
    return not any(outbox.waiting.objects.exists() for outbox in outboxes())


def test_a_drain_stops_and_what_waits_leaves_in_order_later(broker, kafka, outage):
    create_topics()
    one, other = uuid4(), uuid4()
    with python("manage.py", "drain_outbox", "--forever") as process:
        publish((one, 1))
        eventually(lambda: InventoryEventLog.objects.count() == 1)
        with outage(broker):
            publish_everywhere(one, 2)
            publish((other, 1), (one, 3))
            assert any("not acknowledged" in line for line in process.stdout)
            assert_stops_soon(process)
            waiting = InventoryOutbox.objects.order_by("id")
            assert list(waiting.values_list("partition_key", "sequence")) == [
                (one, 2),
                (other, 1),
                (one, 3),
            ]

    with python("manage.py", "drain_outbox", "--forever"):
        eventually(all_left)
    reader = Reader(kafka, InventoryOutbox.topic)
    # Those that were under way arrive twice if the broker only hung, and then in order too.
    found = reader.numbers(3)
    reader.close()
    assert list(dict.fromkeys(found[one]))[-2:] == [2, 3]
    assert set(found[other]) == {1}


@pytest.mark.usefixtures("effects_table")
def test_a_consumer_stops_and_another_goes_on_where_it_was(broker, group, drain, topic, outage):
    one = uuid4()
    publish((one, 1))
    drain()
    with python("-m", "tests.support.consume_me", topic, group.group) as process:
        eventually(lambda: effects() == {one: [1]})
        with outage(broker):
            assert any("partitions less" in line for line in process.stdout)
            assert_stops_soon(process)
    publish((one, 2))
    drain()

    with consuming(group):
        eventually(lambda: effects() == {one: [1, 2]})


@pytest.mark.usefixtures("effects_table", "patient")
def test_a_consumer_that_cannot_say_how_far_it_is_stops_all_the_same(
    broker, group, drain, topic, outage
):
    one = uuid4()
    publish((one, 1))
    drain()
    with ExitStack() as away:
        process = away.enter_context(python("-m", "tests.support.consume_me", topic, group.group))
        eventually(lambda: effects() == {one: [1]})
        publish((one, 2))
        with transaction, connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {TABLE} IN SHARE MODE")
            drain()
            eventually(somebody_waits_for_the_table)
            away.enter_context(outage(broker))
        eventually(lambda: effects() == {one: [1, 2]})
        assert_stops_soon(process)
    publish((one, 3))
    drain()

    with consuming(group):
        eventually(lambda: effects() == {one: [1, 2, 3]}, seconds=60)


def somebody_waits_for_the_table():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [TABLE]
        )
        return cursor.fetchone()
