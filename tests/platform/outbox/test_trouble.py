"""What becomes of events when Kafka or a drain goes away in the middle."""

import signal
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.support.events import Reader, eventually, publish
from tests.support.processes import python
from wms.inventory.models import InventoryEventLog, InventoryOutbox
from wms.platform.kafka.topics import create_topics
from wms.platform.outbox.drain import Turn

pytestmark = pytest.mark.django_db(transaction=True)
ONE, OTHER = uuid4(), uuid4()
EVENTS = ((ONE, 1), (OTHER, 1), (ONE, 2), (ONE, 3), (OTHER, 2))


def in_order_of_first_arrival(numbers):
    return list(dict.fromkeys(numbers))


def test_a_drain_killed_between_kafka_and_the_log_loses_nothing(drain, reader, topic):
    publish(*EVENTS)

    with python("-m", "tests.support.kill_me", "drain", topic) as process:
        assert "here\n" in process.stdout
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert InventoryOutbox.objects.count() == 5
    publish((ONE, 4))
    assert drain().moved == 6

    found = reader.numbers(9)  # three of them left twice
    assert in_order_of_first_arrival(found[ONE]) == [1, 2, 3, 4]
    assert in_order_of_first_arrival(found[OTHER]) == [1, 2]
    assert not InventoryOutbox.objects.exists()
    assert InventoryEventLog.objects.count() == 6


def test_events_wait_while_kafka_is_away_and_leave_in_order_after(
    drain, drain_once, broker, kafka, topic
):
    publish((ONE, 1), (OTHER, 1))
    assert drain().moved == 2

    broker.stop()
    publish((ONE, 2), (ONE, 3), (OTHER, 2))
    try:
        assert drain_once() == Turn(moved=0, stuck=True)
        assert InventoryOutbox.objects.count() == 3
        publish((ONE, 4))
        assert drain_once() == Turn(moved=0, stuck=True)
    finally:
        broker.start()
    create_topics()
    drain()

    reader = Reader(kafka, topic)
    found = reader.numbers(4)
    reader.close()
    # Whether the broker that came back knows those from before is its own affair.
    assert found[ONE][-3:] == [2, 3, 4]
    assert found[OTHER][-1:] == [2]
    assert set(found[ONE][:-3] + found[OTHER][:-1]) <= {1}
    assert InventoryEventLog.objects.count() == 6


def test_the_command_drains_once(reader, capsys):
    publish(*EVENTS)

    call_command("drain_outbox")

    assert "5 events sent" in capsys.readouterr().out
    assert reader.numbers(5) == {ONE: [1, 2, 3], OTHER: [1, 2]}


def test_the_command_says_that_kafka_does_not_take_everything(broker, topic):
    publish((ONE, 1))
    broker.stop()
    try:
        with pytest.raises(CommandError, match="Kafka does not take the rest"):
            call_command("drain_outbox")
    finally:
        broker.start()


def test_the_command_drains_until_it_is_asked_to_stop(kafka):
    create_topics()
    with python("manage.py", "drain_outbox", "--forever") as process:
        publish((ONE, 1))
        eventually(lambda: InventoryEventLog.objects.count() == 1)
        publish((ONE, 2))
        eventually(lambda: InventoryEventLog.objects.count() == 2)
        process.send_signal(signal.SIGTERM)
        assert process.wait(45) == 0
