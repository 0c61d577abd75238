"""One event that cannot be handled: it is parked or waits, and nobody else waits for it."""

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event as Flag
from time import monotonic
from uuid import UUID, uuid4

import pytest
from confluent_kafka import Producer
from django.db import OperationalError

from tests.support.database import connection
from tests.support.effects import (
    TABLE,
    effects,
    effects_subscriber,
    handle_both,
    note,
    note_all,
    receipts_of,
)
from tests.support.events import Reader, consuming, eventually, publish, shortage
from wms.inventory.events import ReservationReleasedEvent
from wms.inventory.models import InventoryInbox, InventoryOutbox
from wms.platform.kafka.membership import Member
from wms.platform.kafka.topics import dead_letter_topic
from wms.platform.outbox.connection import direct_connection
from wms.platform.postgresql.roles import OWNER
from wms.platform.transactions import transaction

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("effects_table")]
ONE, OTHER = uuid4(), uuid4()
# Keys enough to be in each of the partitions, also in that of the one that fails.
KEYS = [uuid4() for _key in range(30)]
SOON_SECONDS = 20


def letters_of(kafka, topic, group, count):
    reader = Reader(kafka, dead_letter_topic(topic, group.group))
    letters = reader.read(count)
    reader.close()
    return letters


def send_raw(kafka, topic, value, headers):
    """Send what our own sender would not take."""
    producer = Producer({"bootstrap.servers": kafka, "message.max.bytes": 2_000_000})
    producer.produce(topic, key=str(ONE).encode(), value=value, headers=headers)
    assert producer.flush(10) == 0


def handle_one_differently(group, differently):
    """Let the handlers do something before they note the first event of ONE."""

    def one(event, delivery):
        if (event.order_id, event.round_no) == (ONE, 1):
            differently(event)
        note(event, receipt=delivery.receipt)

    def many(arrivals):
        for event, _delivery in arrivals:
            if (event.order_id, event.round_no) == (ONE, 1):
                differently(event)
        note_all(tuple(event for event, _ in arrivals), receipt=receipts_of(arrivals))

    handle_both(group, one, many)


@contextmanager
def a_row_that_is_locked():
    """Hold a row that a handler wants, in a transaction of somebody else."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} VALUES (%s, 0)", [UUID(int=0)])
    with direct_connection("somebody else", role=OWNER) as other, other.transaction():
        other.execute(f"SELECT FROM {TABLE} WHERE number = 0 FOR UPDATE")
        yield


def want_the_row(_event):
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
        cursor.execute(f"SELECT FROM {TABLE} WHERE number = 0 FOR UPDATE")


@pytest.mark.parametrize("headers", [[], [("ce_type", b"wms.inventory.reservation-released")]])
def test_a_message_too_large_to_park_whole_is_parked_by_its_head(
    group, drain, kafka, topic, headers
):
    value = b"x" * 1_040_000
    send_raw(kafka, topic, value, headers)
    publish((ONE, 2), *((key, 1) for key in KEYS))
    drain()

    with consuming(group):
        eventually(lambda: InventoryInbox.objects.count() == 31, seconds=SOON_SECONDS)

    assert effects() == {ONE: [2]} | {key: [1] for key in KEYS}
    (letter,) = letters_of(kafka, topic, group, 1)
    said = dict(letter.headers())
    assert letter.value() == value[:65_536]
    assert letter.key() == str(ONE).encode()
    assert said["dlq_cut"] == b"the first 65536 of 1040000 bytes"
    assert (said["dlq_topic"], said["dlq_offset"]) == (topic.encode(), b"0")
    assert said["dlq_error"].startswith(b"Undecodable: ")


def test_headers_too_large_to_park_whole_are_cut_too(group, drain, kafka, topic):
    headers = [("ce_type", b"wms.inventory.reservation-released"), ("more", b"x" * 1_000_000)]
    send_raw(kafka, topic, b"{}", headers)
    publish((ONE, 2))
    drain()

    with consuming(group):
        eventually(lambda: effects() == {ONE: [2]}, seconds=SOON_SECONDS)

    (letter,) = letters_of(kafka, topic, group, 1)
    said = dict(letter.headers())
    assert letter.value() == b"{}"
    assert said["ce_type"] == headers[0][1]
    assert "more" not in said
    assert said["dlq_cut"] == b"the first 65536 of 2 bytes"


def put_a_value_that_no_index_takes(event):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX IF NOT EXISTS by_note ON {TABLE} (note)")
        cursor.execute(
            f"UPDATE {TABLE} SET note = (SELECT string_agg(md5(n::text), '')"
            " FROM generate_series(1, 1000) n)"
        )


def open_what_it_names(_event):
    Path("x" * 5_000).read_text()


@pytest.mark.parametrize("differently", [put_a_value_that_no_index_takes, open_what_it_names])
def test_what_a_server_refuses_because_of_the_data_is_parked(
    group, drain, kafka, topic, differently
):
    """PostgreSQL calls the one operational, and Python the other an error of the system."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} ADD note text")
        cursor.execute(f"INSERT INTO {TABLE} VALUES (%s, 0)", [OTHER])
    handle_one_differently(group, differently)
    publish((ONE, 1), (ONE, 2))
    drain()

    with consuming(group):
        eventually(lambda: effects().get(ONE) == [2], seconds=SOON_SECONDS)

    (letter,) = letters_of(kafka, topic, group, 1)
    said = dict(letter.headers())
    assert (said["ce_sequence"], said["dlq_tries"]) == (b"1", b"5")
    assert said["dlq_error"].startswith((b"OperationalError: ", b"OSError: "))


@pytest.mark.parametrize("takes_batches", [False, True])
def test_an_event_that_waits_for_a_lock_holds_back_only_its_key(
    group, drain, kafka, topic, takes_batches
):
    handle_one_differently(group, want_the_row)
    if not takes_batches:
        group.batch_handlers.clear()
    publish((ONE, 1), (ONE, 2), *((key, 1) for key in KEYS))
    drain()

    with consuming(group):
        with a_row_that_is_locked():
            eventually(lambda: effects().keys() == {*KEYS, UUID(int=0)}, seconds=SOON_SECONDS)
            publish(*((key, 2) for key in KEYS))
            drain()
            eventually(lambda: all(effects()[key] == [1, 2] for key in KEYS), seconds=SOON_SECONDS)
            assert ONE not in effects()
        eventually(lambda: effects().get(ONE) == [1, 2], seconds=SOON_SECONDS)

    assert letters_of(kafka, topic, group, 0) == []


def test_an_event_that_is_refused_while_others_get_on_is_parked_in_the_end(
    group, drain, kafka, topic, settings
):
    settings.EVENT_PATIENCE = timedelta(seconds=1)
    handle_one_differently(group, want_the_row)
    publish((ONE, 1), (ONE, 2))
    drain()

    with consuming(group), a_row_that_is_locked():
        number = 0
        deadline = monotonic() + 40
        while effects().get(ONE) != [2]:
            assert monotonic() < deadline, "it is never given up"
            number += 1
            publish((OTHER, number))
            drain()

    (letter,) = letters_of(kafka, topic, group, 1)
    said = dict(letter.headers())
    assert said["ce_sequence"] == b"1"
    assert b"lock" in said["dlq_error"]


def test_no_event_is_given_up_while_nobody_gets_on(group, drain, kafka, topic, settings):
    """What nobody here handles gets on without the server, so that it says nothing about it."""
    settings.EVENT_PATIENCE = timedelta(seconds=0)
    is_back = Flag()
    tries = []

    def away(event, delivery):
        if not is_back.is_set():
            tries.append(event.order_id)
            raise OperationalError("the server closed the connection unexpectedly")
        note(event, receipt=delivery.receipt)

    group.handlers[ReservationReleasedEvent.event_type] = away
    publish((ONE, 1), (OTHER, 1))
    drain()

    with consuming(group):
        number = 0
        while tries.count(ONE) < 8:
            number += 1
            with transaction:
                InventoryOutbox.publish(shortage(KEYS[0], number), sequence=number)
            drain()
        is_back.set()
        eventually(lambda: effects() == {ONE: [1], OTHER: [1]}, seconds=SOON_SECONDS)

    assert letters_of(kafka, topic, group, 0) == []


@pytest.mark.usefixtures("group")
def test_a_dead_letter_topic_that_is_not_there_holds_back_one_key(drain):
    other = effects_subscriber(f"no-letters-{uuid4().hex[:8]}")

    def fail(_event):
        raise ValueError("no such thing")

    handle_one_differently(other, fail)
    publish((ONE, 1), *((key, 1) for key in KEYS))
    drain()

    with consuming(other):
        eventually(lambda: effects() == {key: [1] for key in KEYS}, seconds=SOON_SECONDS)
        publish(*((key, 2) for key in KEYS))
        drain()
        eventually(lambda: effects() == {key: [1, 2] for key in KEYS}, seconds=SOON_SECONDS)


def test_what_was_settled_behind_one_that_waits_is_not_waited_for(group, drain, monkeypatch):
    """What failed, and had its effect in the end, is at hand until its offset is told."""
    tries: Counter[UUID] = Counter()
    polls: list[float] = []
    poll = Member.poll

    def wait(event, delivery):
        tries[event.order_id] += 1
        if event.order_id == ONE:
            raise TimeoutError("not yet")
        if tries[event.order_id] < 3:
            raise ValueError("not yet")
        note(event, receipt=delivery.receipt)

    def count(member, seconds, most):
        polls.append(seconds)
        poll(member, seconds, most)

    group.handlers[ReservationReleasedEvent.event_type] = wait
    monkeypatch.setattr(Member, "poll", count)
    publish((ONE, 1), *((key, 1) for key in KEYS))
    drain()

    with consuming(group):
        eventually(lambda: effects() == {key: [1] for key in KEYS}, seconds=SOON_SECONDS)
        polls.clear()
        before = tries[ONE]
        eventually(lambda: tries[ONE] > before + 1, seconds=SOON_SECONDS)

    assert len(polls) < 100
