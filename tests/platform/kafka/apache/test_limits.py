"""A broker that would refuse what our settings ask of it is found out before anything starts."""

import pytest
from confluent_kafka.admin import AdminClient
from django.core.management import call_command
from django.core.management.base import CommandError

from wms.inventory.models import InventoryOutbox
from wms.platform.kafka.limits import BrokerUnfit
from wms.platform.kafka.topics import create_topics

NEW_TOPIC = "wms.inventory.events.never-made"


@pytest.fixture
def unmade(kafka, monkeypatch):
    """Name a topic that is missing; return whether it still is."""
    monkeypatch.setattr(InventoryOutbox, "topic", NEW_TOPIC)
    admin = AdminClient({"bootstrap.servers": kafka})
    return lambda: NEW_TOPIC not in admin.list_topics(timeout=10).topics


def test_a_session_shorter_than_the_broker_takes_is_refused(unmade, settings):
    settings.KAFKA_SESSION_TIMEOUT_MS = 999

    with pytest.raises(CommandError) as refusal:
        call_command("create_topics")

    assert str(refusal.value) == (
        "KAFKA_SESSION_TIMEOUT_MS is 999; this broker takes 1000 at least"
    )
    assert unmade()


def test_a_session_longer_than_the_broker_takes_is_refused(unmade, settings):
    settings.KAFKA_SESSION_TIMEOUT_MS = 1_800_001

    with pytest.raises(BrokerUnfit, match="this broker takes 1800000 at most"):
        create_topics()

    assert unmade()


def test_events_larger_than_the_broker_takes_are_refused_with_what_may_be_asked(unmade, settings):
    settings.KAFKA_MAX_EVENT_BYTES = 1_028_589

    with pytest.raises(BrokerUnfit, match="so it may be 1028588"):
        create_topics()

    assert unmade()


def test_the_largest_event_that_the_broker_takes_is_allowed(group, settings):
    settings.KAFKA_MAX_EVENT_BYTES = 1_028_588

    assert not any(topic.is_new for topic in create_topics())
