"""Events that are handled at once: the same effects as one by one, whatever goes wrong."""

import random
import signal
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import OperationalError

from tests.support.effects import (
    AT_MOST,
    batches,
    effects,
    note,
    note_all,
    receipts_of,
    take_batches,
)
from tests.support.events import (
    CLIENT,
    WAREHOUSE,
    Reader,
    consuming,
    eventually,
    fact,
    publish,
)
from tests.support.processes import python
from wms.inventory.contracts import ReservationId
from wms.inventory.events import ReservationReleasedEvent, ShortageDetectedEvent
from wms.inventory.models import InventoryEventLog, InventoryInbox, InventoryOutbox
from wms.platform.kafka.messages import Message
from wms.platform.kafka.topics import dead_letter_topic
from wms.platform.tracing import request_id
from wms.platform.transactions import transaction

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("effects_table")]
RELEASED = ReservationReleasedEvent.event_type
KEYS = [uuid4() for _key in range(30)]
ONE, OTHER = KEYS[:2]


@pytest.fixture
def batch_group(group):
    take_batches(group)
    return group


def largest():
    return max(len(batch) for batch in batches())


def handle_both(group, one, many):
    """Let these two handle what the group hears, one event and several at once."""
    group.handlers.clear()
    group.batch_handlers.clear()
    group.on(ReservationReleasedEvent)(one)
    group.on_many(ReservationReleasedEvent, at_most=AT_MOST)(many)


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


def test_what_arrives_together_is_handled_at_once_in_the_order_of_each_key(batch_group, drain):
    publish(*((key, number) for number in (1, 2, 3) for key in KEYS))
    drain()

    with consuming(batch_group):
        eventually(lambda: InventoryInbox.objects.count() == 90)

    assert effects() == {key: [1, 2, 3] for key in KEYS}
    assert 1 < largest() <= AT_MOST
    assert all(len({key for key, _number in batch}) == len(batch) for batch in batches())


def test_one_that_comes_alone_does_not_wait_and_goes_to_the_handler_of_one(batch_group, drain):
    alone = []
    handle_both(
        batch_group,
        lambda event, _delivery: alone.append(event.round_no),
        lambda _arrivals: alone.append("many"),
    )

    with consuming(batch_group):
        for number in (1, 2, 3):
            publish((ONE, number))
            drain()
            eventually(lambda number=number: alone == list(range(1, number + 1)))
        eventually(lambda: InventoryInbox.objects.count() == 3)


def test_those_that_had_their_effect_are_left_out_of_a_batch(batch_group, drain, reader, sender):
    publish(*((key, 1) for key in KEYS))
    drain()
    sent = reader.read(30)
    again = [Message(each.topic(), each.key(), each.value(), each.headers()) for each in sent]
    sender.send(again[:10])
    publish(*((key, 2) for key in KEYS))
    drain()
    sender.send(again)

    with consuming(batch_group):
        eventually(lambda: InventoryInbox.objects.count() == 60)
        publish((ONE, 3))
        drain()
        eventually(lambda: effects()[ONE] == [1, 2, 3])

    assert effects() == {key: [1, 2] for key in KEYS} | {ONE: [1, 2, 3]}
    assert largest() > 1


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


def test_events_of_other_types_keep_their_place_among_those_of_their_key(batch_group, drain):
    seen = {}

    def note_order(event):
        seen.setdefault(event.order_id, []).append(getattr(event, "missing", event.round_no))

    handle_both(
        batch_group,
        lambda event, _delivery: note_order(event),
        lambda arrivals: [note_order(event) for event, _delivery in arrivals],
    )
    batch_group.on(ShortageDetectedEvent)(lambda event, _delivery: note_order(event))
    chance = random.Random(1)
    told = [(chance.choice(KEYS[:8]), number, chance.random() < 0.2) for number in range(1, 301)]
    with transaction:
        InventoryOutbox.publish_all(
            [
                (shortage(key, number) if is_other else fact(key, number), number)
                for key, number, is_other in told
            ]
        )
    drain()

    with consuming(batch_group):
        eventually(lambda: InventoryInbox.objects.count() == 300)

    assert seen == {
        each: [number for key, number, _ in told if key == each]
        for each in {key for key, *_ in told}
    }


def shortage(order_id, number):
    return ShortageDetectedEvent(
        reservation_id=ReservationId(order_id),
        order_id=order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        round_no=1,
        sku="A",
        missing=number,
    )


def test_what_follows_from_each_belongs_to_the_request_that_caused_it(batch_group, drain):
    def tell_of(arrivals):
        with transaction:
            InventoryOutbox.publish_all(
                [(shortage(event.order_id, 7), 7) for event, _delivery in arrivals]
            )

    handle_both(batch_group, lambda *_: None, tell_of)
    with transaction:
        for key in KEYS:
            with request_id(key.hex):
                InventoryOutbox.publish(fact(key, 1), sequence=1)
    drain()

    with consuming(batch_group):
        eventually(lambda: InventoryInbox.objects.count() == 30)
    drain()

    told = InventoryEventLog.objects.filter(event_type=ShortageDetectedEvent.event_type)
    assert {row.traceparent.split("-")[1] for row in told} == {
        row.partition_key.hex for row in told
    }
    assert told.count() > 1


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
    assert largest() > 1


def test_two_members_take_batches_and_one_that_leaves_hands_its_keys_over(batch_group, drain):
    with consuming(batch_group):
        publish(*((key, 1) for key in KEYS))
        drain()
        eventually(lambda: InventoryInbox.objects.count() == 30)
        with consuming(batch_group):
            for number in (2, 3, 4):
                publish(*((key, number) for key in KEYS))
                drain()
            eventually(lambda: InventoryInbox.objects.count() == 120)
        publish(*((key, 5) for key in KEYS))
        drain()
        eventually(lambda: InventoryInbox.objects.count() == 150)

    assert effects() == {key: [1, 2, 3, 4, 5] for key in KEYS}
