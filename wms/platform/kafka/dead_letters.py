"""Where messages go that a group cannot handle, so that the ones behind them go on."""

import logging

from confluent_kafka import Message as KafkaMessage
from django.utils import timezone

from wms.platform.kafka.cloudevents import headers_of
from wms.platform.kafka.messages import Message
from wms.platform.kafka.sender import sender
from wms.platform.kafka.topics import dead_letter_topic

logger = logging.getLogger(__name__)

ERROR_LIMIT = 2_000


class NotParked(OSError):
    """Kafka did not take the dead letter; its original must not be left behind yet."""


def park(message: KafkaMessage, group: str, error: Exception, tries: int) -> None:
    """Put a message into its group's dead-letter topic, and wait until it is safe there.

    Raises:
        NotParked: Kafka did not acknowledge it.
    """
    topic = str(message.topic())
    position = f"{topic} [{message.partition()}] at {message.offset()}"
    reason = f"{type(error).__name__}: {error}"[:ERROR_LIMIT]
    why = {
        "dlq_group": group,
        "dlq_error": reason,
        "dlq_tries": str(tries),
        "dlq_topic": topic,
        "dlq_partition": str(message.partition()),
        "dlq_offset": str(message.offset()),
        "dlq_failed_at": timezone.now().isoformat(),
    }
    letter = Message(
        dead_letter_topic(topic, group),
        _bytes(message.key()),
        _bytes(message.value()),
        headers_of(message)
        + [(name, text.encode("utf-8", "replace")) for name, text in why.items()],
    )
    if not sender().send([letter]).acknowledged:
        raise NotParked(f"no acknowledgement for the dead letter of {position}")
    logger.error("%s cannot handle %s, it is a dead letter now: %s", group, position, reason)


def _bytes(value: str | bytes | None) -> bytes:
    return value.encode() if isinstance(value, str) else value or b""
