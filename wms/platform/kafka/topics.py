"""The topics, one per context, and the dead-letter topics beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic
from django.conf import settings

from wms.platform.kafka.connection import client_settings
from wms.platform.kafka.groups import subscribers, topics_of
from wms.platform.kafka.limits import require_limits
from wms.platform.outbox.outboxes import outboxes

RETENTION = timedelta(days=30)
TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True)
class Topic:
    """A topic that has to be there, and whether it was missing."""

    name: str
    is_new: bool


def dead_letter_topic(topic: str, group: str) -> str:
    """Return where a group puts what it cannot handle of a topic."""
    return f"{topic}.{group}.dlq"


def topic_names() -> tuple[str, ...]:
    """Return every topic the product uses."""
    events = [outbox.topic for outbox in outboxes()]
    dead = [
        dead_letter_topic(topic, each.group) for each in subscribers() for topic in topics_of(each)
    ]
    return (*events, *dead)


def create_topics() -> tuple[Topic, ...]:
    """Make the topics that are missing; those that are there stay as they are.

    Raises:
        BrokerUnfit: the broker would refuse what our settings ask of it; no topic is made.
        KafkaException: the broker does not answer, or refuses.
    """
    admin = AdminClient(client_settings("wms-topics"))
    require_limits(admin)
    return _create(admin, topic_names())


def _create(admin: AdminClient, names: Iterable[str]) -> tuple[Topic, ...]:
    wanted = [
        NewTopic(
            name,
            num_partitions=settings.KAFKA_PARTITIONS,
            replication_factor=settings.KAFKA_REPLICATION,
            config={"retention.ms": str(int(RETENTION.total_seconds() * 1_000))},
        )
        for name in names
    ]
    answers = admin.create_topics(
        wanted, operation_timeout=TIMEOUT_SECONDS, request_timeout=TIMEOUT_SECONDS
    )
    made = []
    for name, answer in answers.items():
        try:
            answer.result()
        except KafkaException as error:
            if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                raise
            made.append(Topic(name, is_new=False))
        else:
            made.append(Topic(name, is_new=True))
    return tuple(made)
