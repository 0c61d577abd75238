"""Batches that fail, are killed, or have something in them that cannot be handled."""

import signal
from uuid import UUID

import pytest
from django.conf import settings
from django.db import OperationalError

from tests.support.effects import (
    KEYS,
    effects,
    handle_both,
    largest_batch,
    note,
    note_all,
    receipts_of,
)
from tests.support.events import Reader, consuming, eventually, fact, publish, shortage
from tests.support.processes import python
from wms.inventory.events import ShortageDetectedEvent
from wms.inventory.models import InventoryInbox, InventoryOutbox
from wms.platform.kafka.messages import Message
from wms.platform.kafka.topics import dead_letter_topic
from wms.platform.transactions import transaction

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("effects_table")]
ONE, OTHER = KEYS[:2]


def note_unless(is_bad, error):
    """Return two handlers that raise an error where an event is bad."""

    def one(event, delivery):
        if is_bad(event):
            raise error
        note(event, receipt=delivery.receipt)

    def many(arrivals):
        if any(is_bad(event) for event, _ in arrivals):
            raise error
        note_all(tuple(event for event, _ in arrivals), receipt=receipts_of(arrivals))

    return one, many


@pytest.mark.parametrize("bad", [(OTHER, 1), (KEYS[29], 2)])
def test_one_that_spoils_a_batch_is_parked_alone(batch_group, drain, kafka, topic, bad):
    is_bad = lambda event: (event.order_id, event.round_no) == bad  # noqa: E731 - short
    handle_both(batch_group, *note_unless(is_bad, ValueError("no such thing")))
    publish(*((key, number) for number in (1, 2, 3) for key in KEYS))
    drain()

    with consuming(batch_group):
        eventually(lambda: InventoryInbox.objects.count() == 89)

    key, number = bad
    expected = {each: [1, 2, 3] for each in KEYS}
    expected[key].remove(number)
    assert effects() == expected
    letters = Reader(kafka, dead_letter_topic(topic, batch_group.group))
    (letter,) = letters.read(1)
    letters.close()
    headers = dict(letter.headers())
    assert (letter.key(), headers["ce_sequence"]) == (str(key).encode(), str(number).encode())
    assert headers["dlq_error"] == b"ValueError: no such thing"
    assert headers["dlq_tries"] == b"5"


def test_what_cannot_be_read_is_parked_and_spoils_nothing(
    batch_group, drain, reader, sender, topic
):
    publish((ONE, 1))
    drain()
    (good,) = reader.read(1)
    sender.send([Message(topic, good.key(), b'{"not": "this event"}', good.headers())])
    sender.send([Message(topic, good.key(), b"{}", [])])
    publish(*((key, 2) for key in KEYS))
    drain()

    with consuming(batch_group):
        eventually(lambda: InventoryInbox.objects.count() == 31)

    assert effects() == {key: [2] for key in KEYS} | {ONE: [1, 2]}
    letters = Reader(settings.KAFKA_BOOTSTRAP_SERVERS, dead_letter_topic(topic, batch_group.group))
    assert [letter.value() for letter in letters.read(2)] == [b'{"not": "this event"}', b"{}"]
    letters.close()


def test_a_server_that_is_away_is_waited_for(batch_group, drain):
    tries = []

    def is_away(_event):
        tries.append(1)
        return len(tries) <= 7

    error = OperationalError("the server closed the connection unexpectedly")
    handle_both(batch_group, *note_unless(is_away, error))
    publish(*((key, number) for number in (1, 2) for key in KEYS))
    drain()

    with consuming(batch_group):
        eventually(lambda: InventoryInbox.objects.count() == 60)

    assert effects() == {key: [1, 2] for key in KEYS}


def test_what_a_batch_has_passed_over_is_not_lost_with_the_consumer(batch_group, drain, topic):
    """Its offset is lower than that of those behind it, who have had their effect."""
    early, waiting, late = KEYS[:10], KEYS[10:20], KEYS[20:]
    seen: list[UUID] = []

    def see(event, _delivery):
        seen.append(event.order_id)

    batch_group.on(ShortageDetectedEvent)(see)
    for make, keys in ((fact, early), (shortage, waiting), (fact, late)):
        with transaction:
            InventoryOutbox.publish_all([(make(key, 1), 1) for key in keys])
    drain()
    arguments = ("behind a batch", topic, batch_group.group)
    with python("-m", "tests.support.kill_me", *arguments) as process:
        assert "here\n" in process.stdout
        assert set(late) & set(effects())
        process.send_signal(signal.SIGKILL)
        process.wait()

    with consuming(batch_group):
        eventually(lambda: InventoryInbox.objects.count() == 30)

    assert sorted(seen) == sorted(waiting)
    assert effects() == {key: [1] for key in [*early, *late]}


@pytest.mark.parametrize(("moment", "noted"), [("half a batch", False), ("a batch", True)])
def test_a_consumer_killed_in_a_batch_has_one_effect_of_each(
    batch_group, drain, topic, moment, noted
):
    publish(*((key, number) for number in (1, 2) for key in KEYS))
    drain()

    with python("-m", "tests.support.kill_me", moment, topic, batch_group.group) as process:
        assert "here\n" in process.stdout
        assert bool(effects()) is noted
        process.send_signal(signal.SIGKILL)
        process.wait()
    with consuming(batch_group):
        eventually(lambda: InventoryInbox.objects.count() == 60)
        publish((ONE, 3))
        drain()
        eventually(lambda: effects()[ONE] == [1, 2, 3])

    assert effects() == {key: [1, 2] for key in KEYS} | {ONE: [1, 2, 3]}
    assert largest_batch() > 1
