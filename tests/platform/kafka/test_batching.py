"""Which events are handled at once: whatever stands in between, a key's events keep their order."""

from collections import deque
from uuid import UUID

import pytest
from confluent_kafka import Message
from hypothesis import given
from hypothesis import strategies as st

from tests.support.arrivals import arrival_of
from tests.support.events import fact, shortage
from wms.inventory.events import ReservationReleasedEvent, ShortageDetectedEvent
from wms.inventory.models import InventoryInbox
from wms.kernel.ids import OrderId
from wms.platform.kafka.batches import Arrival, batch_of
from wms.platform.kafka.subscribers import Subscriber

AT_MOST = 4
# What can be handled together, what is handled singly, what is not for us, what spoils a batch,
# what cannot be read, and what is no event at all.
MANY, SINGLE, FOREIGN = "many", "single", "foreign"
POISON, UNREADABLE, NO_EVENT = "poison", "unreadable", "no event"
SPOILT = {
    FOREIGN: lambda value, _headers: (value, [("ce_type", b"wms.inventory.of-others")]),
    UNREADABLE: lambda _value, headers: (b"{}", headers),
    NO_EVENT: lambda value, _headers: (value, []),
}


@pytest.fixture(scope="module")
def group():
    subscriber = Subscriber("of the rules", InventoryInbox)
    subscriber.on(ReservationReleasedEvent)(lambda *_: None)
    subscriber.on(ShortageDetectedEvent)(lambda *_: None)
    subscriber.on_many(ReservationReleasedEvent, at_most=AT_MOST)(lambda _: None)
    yield subscriber
    del Subscriber.registry[subscriber.group]


class Known(Arrival):
    def __init__(self, message, kind):
        super().__init__(message)
        self.kind = kind


def arrival(offset, kind, key):
    order_id = OrderId(UUID(int=key))
    event = shortage(order_id, 1) if kind == SINGLE else fact(order_id, offset)
    was = arrival_of(event, offset=offset, partition=key % 2).message
    value, headers = SPOILT.get(kind, lambda *same: same)(was.value(), was.headers())
    return Known(Message(was.topic(), was.partition(), offset, was.key(), value, headers), kind)


def handled(messages, group):
    """See to all of them as a consumer does; return what was handled at once, in that order."""
    arrived = deque(messages)
    spoils = {each.next_offset for each in messages if each.kind == POISON}
    done = []
    while arrived:
        first = arrived[0]
        if not first.is_settled:
            batch = batch_of(arrived, group)
            if any(each.next_offset in spoils for each in batch) and len(batch) > 1:
                for each in batch:
                    each.goes_alone = True
                batch = []
            batch = batch or [first]
            assert batch[0] is first
            done.append(batch)
            for each in batch:
                each.is_settled = True
        arrived.popleft()
    return done


kinds = st.sampled_from([MANY] * 6 + [SINGLE, FOREIGN, POISON, UNREADABLE, NO_EVENT])
streams = st.lists(st.tuples(kinds, st.integers(0, 7)), max_size=40)


@given(streams)
def test_a_key_keeps_its_order_and_each_is_handled_once(group, stream):
    messages = [arrival(offset, *each) for offset, each in enumerate(stream)]

    batches = handled(messages, group)

    done = [each for batch in batches for each in batch]
    assert sorted(each.next_offset for each in done) == list(range(1, len(stream) + 1))
    for key in {each.message.key() for each in messages}:
        heard = [each for each in done if each.message.key() == key and each.kind != FOREIGN]
        offsets = [each.next_offset for each in heard]
        assert offsets == sorted(offsets)


@given(streams)
def test_a_batch_has_events_of_one_type_and_each_key_once(group, stream):
    messages = [arrival(offset, *each) for offset, each in enumerate(stream)]

    for batch in handled(messages, group):
        assert len(batch) == len({each.message.key() for each in batch}) <= AT_MOST
        assert len(batch) == 1 or {each.kind for each in batch} == {MANY}


def numbers(batches):
    return [[each.next_offset - 1 for each in batch] for batch in batches]


def test_others_of_other_keys_are_passed_over(group):
    stream = [(MANY, 0), (SINGLE, 1), (FOREIGN, 2), (UNREADABLE, 3), (MANY, 2), (MANY, 4)]
    messages = [arrival(offset, *each) for offset, each in enumerate(stream)]

    assert numbers(handled(messages, group)) == [[0, 4, 5], [1], [2], [3]]


@pytest.mark.parametrize("other", [SINGLE, UNREADABLE, NO_EVENT, MANY])
def test_what_stands_behind_another_of_its_key_waits_for_it(group, other):
    stream = [(MANY, 0), (other, 1), (MANY, 1), (MANY, 2)]
    messages = [arrival(offset, *each) for offset, each in enumerate(stream)]

    found = numbers(handled(messages, group))

    assert found == ([[0, 1, 3], [2]] if other == MANY else [[0, 3], [1], [2]])


def test_what_a_batch_failed_with_goes_alone_and_those_behind_go_on_together(group):
    stream = [(MANY, 0), (POISON, 1), (MANY, 2), (MANY, 3), (MANY, 4), (MANY, 5), (MANY, 1)]
    messages = [arrival(offset, *each) for offset, each in enumerate(stream)]

    assert numbers(handled(messages, group)) == [[0], [1], [2], [3], [4, 5, 6]]


def test_batches_need_a_handler_for_one_event_and_have_one_handler(monkeypatch):
    monkeypatch.setattr(Subscriber, "registry", {})
    subscriber = Subscriber("twice", InventoryInbox)

    with pytest.raises(TypeError, match="by itself"):
        subscriber.on_many(ReservationReleasedEvent, at_most=2)(lambda _: None)
    subscriber.on(ReservationReleasedEvent)(lambda *_: None)
    subscriber.on_many(ReservationReleasedEvent, at_most=2)(lambda _: None)
    with pytest.raises(TypeError, match="twice"):
        subscriber.on_many(ReservationReleasedEvent, at_most=2)(lambda _: None)
