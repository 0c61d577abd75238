"""Carrying events to the broker."""

from threading import Event as Flag
from threading import Thread
from time import monotonic
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from pydantic import TypeAdapter

from tests.support.events import eventually, fact, publish
from wms.inventory.models import InventoryEventLog, InventoryOutbox
from wms.kernel.events import Event
from wms.platform.kafka.cloudevents import decode
from wms.platform.outbox.connection import Occupied, sole_drain
from wms.platform.outbox.drain import Drain, Turn
from wms.platform.outbox.marks import DrainMark
from wms.platform.outbox.state import outbox_states

pytestmark = pytest.mark.django_db(transaction=True)
ONE, OTHER = uuid4(), uuid4()
EVENTS = ((ONE, 1), (OTHER, 1), (ONE, 2), (ONE, 3), (OTHER, 2))


def test_consumers_read_the_event_that_was_published(drain, reader):
    publish((ONE, 7))
    drain()

    (message,) = reader.read(1)
    row = InventoryEventLog.objects.get()
    headers = dict(message.headers())
    received = decode(message.headers(), message.value())
    assert TypeAdapter(Event.catalogue[received.event_type]).validate_json(message.value()) == fact(
        ONE, 7
    )
    assert received.event() == fact(ONE, 7)
    assert message.key() == str(ONE).encode()
    assert received.event_id == row.event_id
    assert received.occurred_at == row.occurred_at
    assert headers == {
        "ce_specversion": b"1.0",
        "ce_id": str(row.event_id).encode(),
        "ce_source": b"/wms/inventory",
        "ce_type": b"wms.inventory.reservation-released",
        "ce_subject": str(ONE).encode(),
        "ce_time": row.occurred_at.isoformat().encode(),
        "ce_sequence": b"7",
        "ce_partitionkey": str(ONE).encode(),
        "ce_traceparent": row.traceparent.encode(),
        "ce_authtype": b"system",
        "ce_authid": b"system:command",
        "content-type": b"application/json",
    }


@pytest.mark.parametrize("batch_size", [1, 2, 3, 500])
def test_events_of_a_key_leave_in_order_and_once(drain, reader, batch_size):
    publish(*EVENTS)
    ids = list(InventoryOutbox.objects.order_by("id").values_list("id", flat=True))

    assert drain(batch_size).moved == 5

    assert reader.numbers(5) == {ONE: [1, 2, 3], OTHER: [1, 2]}
    assert not InventoryOutbox.objects.exists()
    assert sorted(InventoryEventLog.objects.values_list("id", flat=True)) == ids


@pytest.mark.parametrize("batch_size", [1, 2, 3, 500])
@pytest.mark.parametrize("bad", ["x" * 1_000_000, None])
def test_an_event_that_cannot_be_sent_holds_back_only_its_key(drain, reader, batch_size, bad):
    publish(*EVENTS)
    spoilt = InventoryOutbox.objects.get(partition_key=ONE, sequence=2)
    good = spoilt.data
    worse = f'"{bad}"' if bad else '{"half'
    InventoryOutbox.objects.filter(id=spoilt.id).update(data=worse)

    assert drain(batch_size) == Turn(moved=3, held=1)

    assert reader.numbers(3) == {ONE: [1], OTHER: [1, 2]}
    waiting = list(InventoryOutbox.objects.order_by("id"))
    assert [row.sequence for row in waiting] == [2, 3]
    assert waiting[0].held_because
    assert not waiting[1].held_because
    (state,) = (each for each in outbox_states() if each.topic == InventoryOutbox.topic)
    assert (state.waiting, state.held) == (2, 1)
    assert state.oldest_at == waiting[0].occurred_at

    # Later events of the key wait too, those of others do not.
    publish((ONE, 4), (OTHER, 3))
    assert drain(batch_size).moved == 1

    InventoryOutbox.objects.filter(id=spoilt.id).update(data=good, held_because="")
    assert drain(batch_size).moved == 3
    assert reader.numbers(7) == {ONE: [1, 2, 3, 4], OTHER: [1, 2, 3]}


def test_two_drains_never_interleave(inventory, sender, topic, drain, reader):
    publish((ONE, 1))
    second = sole_drain([inventory], patience_ms=50)
    with sole_drain([inventory]), pytest.raises(Occupied), second:
        pytest.fail("two drains at once")
    assert InventoryOutbox.objects.count() == 1

    assert drain().moved == 1
    assert reader.numbers(1) == {ONE: [1]}


def test_a_drain_takes_over_where_another_ends(inventory, sender, topic, reader):
    """Several drains at once, while orders keep publishing: each event once and in order."""
    keys = [uuid4() for _ in range(5)]
    stop = Flag()

    def drain_for_ever():
        while not stop.is_set():
            try:
                with sole_drain([inventory], patience_ms=200) as connection:
                    Drain(connection, inventory, sender).until(monotonic() + 0.05, stop)
            except Occupied:
                continue

    threads = [Thread(target=drain_for_ever) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 41):
        publish(*((key, number) for key in keys))
    eventually(lambda: not InventoryOutbox.objects.exists())
    stop.set()
    for thread in threads:
        thread.join()

    assert reader.numbers(200) == {key: list(range(1, 41)) for key in keys}
    assert InventoryEventLog.objects.count() == 200


def test_says_when_it_last_drained(drain, inventory):
    before = timezone.now()
    publish((ONE, 1))
    drain()

    mark = DrainMark.objects.get(outbox=inventory.name)
    assert mark.drained_at >= before


def test_the_request_that_caused_an_event_travels_with_it(drain, reader):
    publish((ONE, 1))
    drain()

    (message,) = reader.read(1)
    request = dict(message.headers())["ce_traceparent"].decode()
    assert request == InventoryEventLog.objects.get().traceparent
    assert UUID(request.split("-")[1]).hex == request.split("-")[1]
