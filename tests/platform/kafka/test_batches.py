"""Events that are handled at once: one effect each, in the order of their keys."""

import random
from uuid import UUID

import pytest

from tests.support.effects import AT_MOST, KEYS, batches, effects, handle_both, largest_batch
from tests.support.events import consuming, eventually, fact, publish, shortage
from wms.inventory.events import ShortageDetectedEvent
from wms.inventory.models import InventoryEventLog, InventoryInbox, InventoryOutbox
from wms.platform.kafka.messages import Message
from wms.platform.tracing import request_id
from wms.platform.transactions import transaction

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("effects_table")]
ONE = KEYS[0]


def test_what_arrives_together_is_handled_at_once_in_the_order_of_each_key(batch_group, drain):
    publish(*((key, number) for number in (1, 2, 3) for key in KEYS))
    drain()

    with consuming(batch_group):
        eventually(lambda: InventoryInbox.objects.count() == 90)

    assert effects() == {key: [1, 2, 3] for key in KEYS}
    assert 1 < largest_batch() <= AT_MOST
    assert all(len({key for key, _number in batch}) == len(batch) for batch in batches())


def test_one_that_comes_alone_does_not_wait_and_goes_to_the_handler_of_one(batch_group, drain):
    alone: list[int] = []

    def note_alone(event, _delivery):
        alone.append(event.round_no)

    def note_together(arrivals):
        alone.extend([0 for _arrival in arrivals])

    handle_both(batch_group, note_alone, note_together)

    def have_come(number):
        return lambda: alone == list(range(1, number + 1))

    with consuming(batch_group):
        for number in (1, 2, 3):
            publish((ONE, number))
            drain()
            eventually(have_come(number))
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
    assert largest_batch() > 1


def test_events_of_other_types_keep_their_place_among_those_of_their_key(batch_group, drain):
    seen: dict[UUID, list[int]] = {}

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
