"""What happens when the broker comes back with nothing in it."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.support.effects import effects, note
from tests.support.events import Reader, consuming, eventually, publish
from wms.inventory.events import ReservationReleasedEvent
from wms.inventory.models import InventoryEventLog, InventoryInbox
from wms.platform.kafka.subscribers import Subscriber

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("effects_table")]
ONE, OTHER = uuid4(), uuid4()


def test_what_nobody_handled_is_sent_again_in_order_before_what_waits(
    group, drain, broker, kafka, topic
):
    publish((ONE, 1), (OTHER, 1))
    drain()
    with consuming(group):
        eventually(lambda: InventoryInbox.objects.count() == 2)
    publish((ONE, 2), (OTHER, 2), (ONE, 3))
    drain()
    publish((ONE, 4))
    broker.empty()

    call_command("resend_events")
    drain()

    reader = Reader(kafka, topic)
    assert reader.numbers(4) == {ONE: [2, 3, 4], OTHER: [2]}
    reader.close()
    with consuming(group):
        eventually(lambda: InventoryInbox.objects.count() == 6)
    assert effects() == {ONE: [1, 2, 3, 4], OTHER: [1, 2]}


def test_an_event_that_several_groups_missed_is_sent_once(group, drain, kafka, topic, broker):
    other = Subscriber(f"{group.group}-other", InventoryInbox)
    other.handlers.update(group.handlers)
    publish((ONE, 1))
    drain()
    broker.empty()

    call_command("resend_events")

    reader = Reader(kafka, topic)
    assert reader.numbers(1) == {ONE: [1]}
    reader.close()


def test_what_is_older_than_asked_for_is_left(group, drain, kafka, topic, broker):
    publish((ONE, 1), (ONE, 2))
    drain()
    InventoryEventLog.objects.filter(sequence=1).update(
        occurred_at=timezone.now() - timedelta(days=8)
    )
    broker.empty()

    call_command("resend_events", days=7)

    reader = Reader(kafka, topic)
    assert reader.numbers(1) == {ONE: [2]}
    reader.close()


def test_a_consumer_that_outlives_the_broker_goes_on_with_the_new_one(group, drain, broker):
    """Its client may have met the topics of the old one, which have the same names."""
    with consuming(group):
        publish((ONE, 1))
        drain()
        eventually(lambda: effects().get(ONE) == [1])
        broker.empty()
        publish((ONE, 2))
        call_command("resend_events")
        drain()
        eventually(lambda: effects().get(ONE) == [1, 2])


def test_a_consumer_whose_group_is_forgotten_while_it_works_joins_anew(
    group, drain, broker, caplog
):
    """What it says about how far it is comes from a member that the new broker does not know."""
    begun, may_end = threading.Event(), threading.Event()

    def work_long(event, delivery):
        note(event, receipt=delivery.receipt)
        begun.set()
        assert may_end.wait(30)

    group.handlers[ReservationReleasedEvent.event_type] = work_long
    with consuming(group):
        publish((ONE, 1))
        drain()
        eventually(begun.is_set)
        broker.empty()
        may_end.set()
        eventually(lambda: "joins anew" in caplog.text)
        publish((ONE, 2))
        call_command("resend_events")
        drain()
        eventually(lambda: effects().get(ONE) == [1, 2])
