"""Consumer groups: one effect per event, in order, nothing skipped."""

import signal
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import OperationalError

from tests.support.effects import effects, note
from tests.support.events import CLIENT, WAREHOUSE, Reader, consuming, eventually, publish
from tests.support.processes import python
from wms.inventory.events import ReservationReleasedEvent
from wms.inventory.models import InventoryEventLog, InventoryInbox, InventoryOutbox
from wms.inventory.receiving.events.receipts import StockReceivedEvent
from wms.platform.kafka.messages import Message
from wms.platform.kafka.topics import dead_letter_topic
from wms.platform.tracing import current_request_id
from wms.platform.transactions import transaction

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("effects_table")]
ONE, OTHER = uuid4(), uuid4()


def test_each_event_has_one_effect_in_order(group, drain):
    publish((ONE, 1), (OTHER, 1), (ONE, 2), (ONE, 3), (OTHER, 2))
    drain()

    with consuming(group):
        eventually(lambda: InventoryInbox.objects.count() == 5)

    assert effects() == {ONE: [1, 2, 3], OTHER: [1, 2]}


def test_an_event_that_arrives_twice_has_one_effect(group, drain, reader, sender):
    publish((ONE, 1))
    drain()
    (first,) = reader.read(1)
    again = Message(first.topic(), first.key(), first.value(), first.headers())
    sender.send([again, again])
    publish((ONE, 2))
    drain()

    with consuming(group):
        eventually(lambda: effects().get(ONE) == [1, 2])

    assert InventoryInbox.objects.count() == 2


def test_an_event_that_nobody_here_handles_leaves_no_trace(group, drain):
    seen = []
    del group.handlers[ReservationReleasedEvent.event_type]
    group.on(StockReceivedEvent)(lambda event, _delivery: seen.append(event.reference))
    publish((ONE, 1))
    receipt = StockReceivedEvent(
        receipt_id=ONE, client_id=CLIENT, warehouse_id=WAREHOUSE, reference="R-1", lines=()
    )
    with transaction:
        InventoryOutbox.publish(receipt, sequence=1)
    drain()

    with consuming(group):
        eventually(lambda: seen == ["R-1"] and InventoryInbox.objects.exists())

    assert InventoryInbox.objects.count() == 1


def test_a_handler_without_a_command_gets_its_row_afterwards(group, drain):
    seen = []
    group.handlers.clear()
    group.on(ReservationReleasedEvent)(lambda event, _delivery: seen.append(event.round_no))
    publish((ONE, 1))
    drain()

    with consuming(group):
        eventually(lambda: InventoryInbox.objects.count() == 1)

    assert seen == [1]


def test_the_request_that_caused_an_event_goes_on(group, drain):
    seen = []
    group.handlers.clear()
    group.on(ReservationReleasedEvent)(lambda *_: seen.append(current_request_id()))
    publish((ONE, 1))
    drain()

    with consuming(group):
        eventually(lambda: InventoryInbox.objects.count() == 1)

    assert seen == [InventoryEventLog.objects.get().traceparent.split("-")[1]]


def test_what_cannot_be_handled_is_parked_and_the_rest_goes_on(group, drain, kafka, topic):
    tries = []

    def fail_at_two(event, delivery):
        if event.round_no == 2:
            tries.append(1)
            raise ValueError("no such thing")
        note(event, receipt=delivery.receipt)

    group.handlers[ReservationReleasedEvent.event_type] = fail_at_two
    publish((ONE, 1), (ONE, 2), (ONE, 3))
    drain()

    with consuming(group):
        eventually(lambda: effects().get(ONE) == [1, 3])

    assert len(tries) == 5
    assert InventoryInbox.objects.count() == 2
    letters = Reader(kafka, dead_letter_topic(topic, group.group))
    (letter,) = letters.read(1)
    letters.close()
    headers = dict(letter.headers())
    assert headers["dlq_error"] == b"ValueError: no such thing"
    assert headers["dlq_group"] == group.group.encode()
    assert headers["dlq_topic"] == topic.encode()
    assert headers["dlq_tries"] == b"5"
    assert headers["dlq_offset"] == b"1"
    assert headers["ce_sequence"] == b"2"
    assert letter.key() == str(ONE).encode()


@pytest.mark.parametrize(
    "spoilt",
    [
        ([], b"{}"),
        ([("ce_type", b"wms.inventory.reservation-released")], b"{}"),
        (None, b'{"not": "this event"}'),
        (None, b"\xff\xfe"),
        (None, None),
    ],
)
def test_what_cannot_be_read_is_parked_at_once(group, drain, reader, sender, spoilt):
    headers, value = spoilt
    topic = InventoryOutbox.topic
    publish((ONE, 1))
    drain()
    (good,) = reader.read(1)
    bad = Message(topic, good.key(), value, good.headers() if headers is None else headers)
    sender.send([bad])
    publish((ONE, 2))
    drain()

    with consuming(group):
        eventually(lambda: effects().get(ONE) == [1, 2])

    letters = Reader(settings.KAFKA_BOOTSTRAP_SERVERS, dead_letter_topic(topic, group.group))
    (letter,) = letters.read(1)
    letters.close()
    assert letter.value() == (value or b"")
    assert dict(letter.headers())["dlq_error"].startswith(b"Undecodable: ")


def test_an_unknown_type_is_skipped(group, drain, reader, sender, topic):
    publish((ONE, 1))
    drain()
    (good,) = reader.read(1)
    headers = [
        (name, b"wms.inventory.from-the-future" if name == "ce_type" else text)
        for name, text in good.headers()
    ]
    sender.send([Message(topic, good.key(), b"{}", headers)])
    sender.send([Message(topic, good.key(), b"unreadable", good.headers())])
    publish((ONE, 2))
    drain()

    with consuming(group):
        eventually(lambda: effects().get(ONE) == [1, 2])

    # Only what came after it is there, so it was not parked before that.
    letters = Reader(settings.KAFKA_BOOTSTRAP_SERVERS, dead_letter_topic(topic, group.group))
    assert [letter.value() for letter in letters.read(1)] == [b"unreadable"]
    letters.close()
    assert InventoryInbox.objects.count() == 2


def test_a_server_that_is_away_is_waited_for(group, drain):
    """Longer than a poison message would be tried, and longer than the session time-out."""
    tries = []

    def away_for_a_while(event, delivery):
        tries.append(1)
        if len(tries) <= 6:
            raise OperationalError("the server closed the connection unexpectedly")
        note(event, receipt=delivery.receipt)

    group.handlers[ReservationReleasedEvent.event_type] = away_for_a_while
    publish((ONE, 1), (ONE, 2))
    drain()

    with consuming(group):
        eventually(lambda: effects().get(ONE) == [1, 2])

    assert len(tries) == 8


def test_a_consumer_killed_between_effect_and_offset_has_one_effect(group, drain, topic):
    publish((ONE, 1), (ONE, 2), (OTHER, 1))
    drain()

    with python("-m", "tests.support.kill_me", "consume", topic, group.group) as process:
        assert "here\n" in process.stdout
        assert InventoryInbox.objects.exists()
        process.send_signal(signal.SIGKILL)
        process.wait()
    with consuming(group):
        eventually(lambda: InventoryInbox.objects.count() == 3)
        publish((ONE, 3))
        drain()
        eventually(lambda: InventoryInbox.objects.count() == 4)

    assert effects() == {ONE: [1, 2, 3], OTHER: [1]}


def test_two_members_share_the_work_and_one_that_leaves_hands_it_over(group, drain):
    keys = [uuid4() for _ in range(12)]
    publish(*((key, 1) for key in keys))
    drain()

    with consuming(group):
        eventually(lambda: InventoryInbox.objects.count() == 12)
        with consuming(group):
            for number in (2, 3, 4):
                publish(*((key, number) for key in keys))
                drain()
            eventually(lambda: InventoryInbox.objects.count() == 48)
        publish(*((key, 5) for key in keys))
        drain()
        eventually(lambda: InventoryInbox.objects.count() == 60)

    assert effects() == {key: [1, 2, 3, 4, 5] for key in keys}


def test_the_process_stops_when_it_is_asked_to(topic):
    with python("manage.py", "run_event_consumer") as process:
        assert any(line.startswith("groups: ") for line in process.stdout)
        process.send_signal(signal.SIGTERM)
        assert process.wait(45) == 0
    assert not InventoryOutbox.objects.exists()
