"""The drain as beat and a worker run it: real processes on a real broker of jobs."""

import threading
from contextlib import ExitStack
from uuid import uuid4

import pytest

from tests.support.events import Reader, eventually, publish
from tests.support.processes import python
from wms.inventory.models import InventoryEventLog, InventoryOutbox
from wms.platform.kafka.topics import create_topics
from wms.platform.outbox.state import drained_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("redis_url")]
ONE = uuid4()
CELERY = ("-m", "celery", "--app", "wms.config.celery")
WORKER = ("worker", "--queues", "drain", "--concurrency", "2", "--loglevel", "WARNING")


@pytest.fixture
def topic(kafka):
    """Stay with the topic that the worker's own code names."""
    create_topics()
    return InventoryOutbox.topic


@pytest.fixture
def drained(topic, tmp_path):
    with ExitStack() as running:
        running.enter_context(python(*CELERY, *WORKER, "--without-mingle", "--without-gossip"))
        beat = ("beat", "--loglevel", "WARNING", "--schedule", str(tmp_path / "beat"))
        running.enter_context(python(*CELERY, *beat))
        yield


def sent(count):
    return lambda: InventoryEventLog.objects.count() == count


def test_events_leave_every_second_also_after_the_jobs_broker_was_away(
    drained, servers, kafka, topic
):
    publish((ONE, 1))
    eventually(sent(1))
    for number in range(2, 6):
        publish((ONE, number))
    eventually(sent(5))

    servers["valkey"].down()
    publish((ONE, 6))
    servers["valkey"].up(threading.Event())
    eventually(sent(6))
    publish((ONE, 7))
    eventually(sent(7))

    reader = Reader(kafka, topic)
    assert reader.numbers(7)[ONE] == [1, 2, 3, 4, 5, 6, 7]
    reader.close()
    assert drained_at() is not None
