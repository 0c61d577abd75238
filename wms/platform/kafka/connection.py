"""The settings of every client of Kafka."""

import logging
from typing import Any

from confluent_kafka import KafkaError, KafkaException
from django.conf import settings

from wms.platform.observability.repeats import WithoutRepeats

logger = logging.getLogger(__name__)
# We know, and want it: the other way a refused message lets those behind it pass.
logger.addFilter(lambda record: "enable.gapless.guarantee is exper" not in record.getMessage())
# A client says for each of its attempts that the broker is away: many a second.
logger.addFilter(WithoutRepeats())

# What a client raises that is of no more use. It raises a fatal error from whatever call is
# going on, and if more callbacks run before that gets out, Python makes it a SystemError.
BROKEN = (KafkaException, SystemError)


def client_settings(client_id: str) -> dict[str, Any]:
    """Return where the brokers are, and how to keep looking for them."""
    return {
        "bootstrap.servers": settings.KAFKA_BOOTSTRAP_SERVERS,
        "client.id": client_id,
        "error_cb": _note,
        "logger": logger,
        # A broker that comes back is found within a second.
        "reconnect.backoff.ms": 250,
        "reconnect.backoff.max.ms": 1_000,
        # After a restart of an empty broker the topics come back soon; do not look away for long.
        "topic.metadata.refresh.interval.ms": 30_000,
        "topic.metadata.propagation.max.ms": 5_000,
    }


def _note(error: KafkaError) -> None:
    # Informational, librdkafka goes on by itself; a fatal one shows again at the next call.
    logger.warning("Kafka client: %s", error.str())
