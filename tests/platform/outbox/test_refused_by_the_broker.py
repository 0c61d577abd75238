"""What only the broker refuses: nothing of it can be seen before it is sent."""

import threading
from uuid import uuid4

import pytest
from django.core.management import call_command

from tests.support.events import fact
from tests.support.vetting import BALLAST, UNWANTED, vetting_broker
from wms.inventory.models import InventoryEventLog, InventoryOutbox
from wms.platform.kafka.sender import Sender
from wms.platform.kafka.topics import create_topics
from wms.platform.outbox.drain import Turn
from wms.platform.transactions import transaction

pytestmark = pytest.mark.django_db(transaction=True)
ONE, OTHER, THIRD = uuid4(), uuid4(), uuid4()


@pytest.fixture(scope="module")
def broker(servers):
    broker = vetting_broker(servers.folder)
    broker.up(threading.Event())
    yield broker
    broker.down()


@pytest.fixture
def kafka(broker, settings):
    settings.KAFKA_BOOTSTRAP_SERVERS = broker.address
    return broker.address


@pytest.fixture
def topic(broker, kafka, monkeypatch):
    """Give the test a topic of its own, from which the broker keeps what it does not want."""
    name = f"wms.inventory.events.{uuid4().hex[:8]}"
    broker.vet(name)
    monkeypatch.setattr(InventoryOutbox, "topic", name)
    create_topics()
    return name


@pytest.fixture
def sender(kafka):
    return Sender(patience_seconds=5)


def publish(*events):
    """Publish events, of which the unwanted ones are also too big for a broker that weighs."""
    with transaction:
        InventoryOutbox.publish_all(
            (fact(order_id, number, reason=BALLAST if number == UNWANTED else ""), number)
            for order_id, number in events
        )


def waiting():
    return list(
        InventoryOutbox.objects.order_by("id").values_list(
            "partition_key", "sequence", "held_because"
        )
    )


@pytest.mark.parametrize("batch_size", [1, 2, 500])
def test_it_holds_back_its_key_with_the_reason_and_no_other(broker, drain_once, reader, batch_size):
    publish((ONE, 1), (OTHER, 1), (ONE, UNWANTED), (ONE, 3), (OTHER, 3), (THIRD, 1))

    assert drain_once(batch_size) == Turn(moved=4, held=1)

    assert reader.numbers(4) == {ONE: [1], OTHER: [1, 3], THIRD: [1]}
    assert waiting() == [(ONE, 2, broker.reason), (ONE, 3, "")]
    assert InventoryEventLog.objects.count() == 4


def test_its_key_goes_on_when_it_was_mended_and_others_do_not_wait_for_that(
    broker, drain_once, reader
):
    publish((ONE, 1), (ONE, UNWANTED), (ONE, 3))
    drain_once()
    publish((ONE, 4), (OTHER, 1))
    assert drain_once() == Turn(moved=1)
    assert waiting() == [(ONE, 2, broker.reason), (ONE, 3, ""), (ONE, 4, "")]

    spoilt = InventoryOutbox.objects.get(partition_key=ONE, sequence=2)
    mended = spoilt.data.replace(f'"round_no":{UNWANTED}', '"round_no":5').replace(BALLAST, "")
    InventoryOutbox.objects.filter(id=spoilt.id).update(data=mended, held_because="")

    assert drain_once() == Turn(moved=3)
    assert reader.numbers(5) == {ONE: [1, 2, 3, 4], OTHER: [1]}


def test_several_at_once_are_each_held_with_their_key(broker, drain_once, reader):
    publish((ONE, UNWANTED), (OTHER, UNWANTED), (THIRD, 1), (ONE, 3), (THIRD, 3))

    assert drain_once() == Turn(moved=2, held=2)

    assert reader.numbers(2) == {THIRD: [1, 3]}
    assert waiting() == [(ONE, 2, broker.reason), (OTHER, 2, broker.reason), (ONE, 3, "")]


def test_the_command_says_how_many_are_held(reader, capsys):
    publish((ONE, UNWANTED), (OTHER, 1))

    call_command("drain_outbox")

    said = capsys.readouterr()
    assert "1 events sent" in said.out
    assert "1 events can never be sent; they hold back their keys" in said.err
