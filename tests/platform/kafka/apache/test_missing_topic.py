"""A topic that is not there, which only a broker that makes none by itself can show."""

import time
from contextlib import contextmanager
from threading import Event as Flag
from threading import Thread
from uuid import uuid4

import pytest

from tests.support.events import eventually, publish, publish_elsewhere
from wms.inventory.models import InventoryEventLog, InventoryOutbox
from wms.picking.models import PickingOutbox
from wms.platform.outbox.drain import Drain

pytestmark = pytest.mark.django_db(transaction=True)
ONE, OTHER = uuid4(), uuid4()
# A lone event needs milliseconds; a topic that is not there costs five seconds of patience.
SOON_SECONDS = 2.5


@pytest.fixture
def no_topic(topic, monkeypatch):
    """Let picking's events go to a topic that is not there."""
    del topic  # all are made by now
    monkeypatch.setattr(PickingOutbox, "topic", f"wms.missing.{uuid4().hex[:8]}")


def sent(count):
    return lambda: InventoryEventLog.objects.count() == count


@contextmanager
def draining(lanes):
    """Go on draining, as the command does, until the block ends."""
    stop = Flag()

    def drain_a_while(drain):
        return drain.until(time.monotonic() + 1, stop)

    def go_on():
        while not stop.is_set():
            lanes.start(drain_a_while, patience_ms=1_000)
            stop.wait(0.05)

    thread = Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@pytest.mark.usefixtures("no_topic")
def test_a_missing_topic_slows_no_other_outbox(lanes, topic, reader):
    publish_elsewhere(PickingOutbox, OTHER)
    with draining(lanes):
        publish((ONE, 1))
        eventually(sent(1))
        for number in range(2, 12):
            begun = time.monotonic()
            publish((ONE, number))
            eventually(sent(number))
            assert time.monotonic() - begun < SOON_SECONDS

    assert PickingOutbox.objects.count() == 1
    assert reader.numbers(11) == {ONE: list(range(1, 12))}


@pytest.mark.usefixtures("no_topic")
def test_a_run_does_not_wait_for_an_outbox_that_kafka_keeps_waiting(lanes, topic, reader):
    publish_elsewhere(PickingOutbox, OTHER)
    first = lanes.start(Drain.until_empty, patience_ms=1_000)
    picking = next(each for each in first if each.waiting is PickingOutbox)
    publish((ONE, 1))

    again = None
    while again is None:
        runs = lanes.start(Drain.until_empty, patience_ms=1_000).items()
        again = next((run for each, run in runs if each.waiting is InventoryOutbox), None)
    again.result(timeout=4)

    assert not first[picking].done()
    assert InventoryEventLog.objects.count() == 1
    assert first[picking].result(timeout=20).stuck
    assert reader.numbers(1) == {ONE: [1]}
