"""The topics that have to be there."""

import pytest
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._config import ConfigResource
from confluent_kafka.admin._resource import ResourceType
from django.core.management import call_command

from wms.platform.kafka.topics import create_topics, topic_names

pytestmark = pytest.mark.usefixtures("group")

CONTEXTS = ("orders", "waves", "picking", "packing", "shipping")


def test_every_context_has_a_topic_and_every_group_its_dead_letters(group, topic):
    names = topic_names()

    assert {f"wms.{context}.events" for context in CONTEXTS} | {topic} < set(names)
    assert f"{topic}.{group.group}.dlq" in names


def test_topics_are_made_once_and_keep_events_for_thirty_days(kafka, topic, capsys):
    assert not any(each.is_new for each in create_topics())
    call_command("create_topics")

    assert f"there  {topic}" in capsys.readouterr().out
    admin = AdminClient({"bootstrap.servers": kafka})
    assert len(admin.list_topics(timeout=10).topics[topic].partitions) == 3
    resource = ConfigResource(ResourceType.TOPIC, topic)
    config = admin.describe_configs([resource])[resource].result()
    assert config["retention.ms"].value == str(30 * 24 * 3600 * 1000)
