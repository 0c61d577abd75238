"""Where messages go that a group cannot handle, so that the ones behind them go on."""

import logging
from collections.abc import Iterator
from uuid import UUID, uuid5

from confluent_kafka import Message as KafkaMessage
from django.conf import settings
from django.utils import timezone

from wms.platform.consumers.models import DeadLetter
from wms.platform.kafka.cloudevents import Headers, Undecodable, decode, headers_of
from wms.platform.kafka.messages import Message
from wms.platform.kafka.owners import owners_of
from wms.platform.kafka.sender import Sender
from wms.platform.kafka.topics import dead_letter_topic

logger = logging.getLogger(__name__)

ERROR_LIMIT = 2_000
LETTERS = UUID("6f1f3f9e-6b0e-5d0c-9c53-0d7f3f5a2f11")  # the space of names of their ids
# What is kept of a message that does not fit into a letter, at first and at last.
HEAD_BYTES = (65_536, 1_024)


class NotParked(ConnectionError):
    """Kafka did not take the dead letter; its original must not be left behind yet."""


def park(message: KafkaMessage, group: str, error: Exception, tries: int, sender: Sender) -> None:
    """Put a message into its group's dead-letter topic, and wait until it is safe there.

    One that is too large for that, by our limit or the broker's, is parked by its head; the letter
    says that it is (``dlq_cut``) and where the whole is (``dlq_topic``, ``dlq_partition``,
    ``dlq_offset``), as long as its topic keeps it.

    A row beside it raises an exception, so that a person decides.

    Raises:
        NotParked: Kafka did not acknowledge it.
        DatabaseError: the row cannot be written.
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
    for letter in _letters(message, dead_letter_topic(topic, group), why):
        sent = sender.send([letter])
        if sent.acknowledged:
            _note(message, group, reason, tries)
            logger.error(
                "%s cannot handle %s, it is a dead letter now: %s", group, position, reason
            )
            return
        if not sent.refused:
            break
    raise NotParked(f"no acknowledgement for the dead letter of {position}")


def _note(message: KafkaMessage, group: str, reason: str, tries: int) -> None:
    """Keep a row of a letter, the same one for an event that comes back."""
    topic, value = str(message.topic()), _bytes(message.value())
    letter = DeadLetter(
        group=group,
        topic=topic,
        partition=message.partition() or 0,
        offset=message.offset() or 0,
        error=reason.replace("\0", ""),
        tries=tries,
    )
    try:
        received = decode(headers_of(message), value)
    except Undecodable:
        # Offsets begin anew with a broker that forgot everything, times do not.
        mark = f"{topic}/{message.partition()}/{message.offset()}/{message.timestamp()[1]}"
    else:
        mark = str(received.event_id)
        letter.event_id, letter.occurred_at = received.event_id, received.occurred_at
        letter.event_type = received.event_type[:128]
    letter.client_id, letter.order_id = owners_of(value)
    letter.id = uuid5(LETTERS, f"{group}/{mark}")
    DeadLetter.note(letter)


def _letters(message: KafkaMessage, topic: str, why: dict[str, str]) -> Iterator[Message]:
    """Yield the whole message as a letter, if it fits, then ever less of it."""
    key, value, headers = _bytes(message.key()), _bytes(message.value()), headers_of(message)
    said: Headers = [(name, text.encode("utf-8", "replace")) for name, text in why.items()]
    whole = Message(topic, key, value, headers + said)
    if whole.size <= settings.KAFKA_MAX_EVENT_BYTES:
        yield whole
    for limit in HEAD_BYTES:
        cut: Headers = [("dlq_cut", f"the first {limit} of {len(value)} bytes".encode())]
        yield Message(topic, key[:limit], value[:limit], _first(headers, limit) + cut + said)


def _first(headers: Headers, limit: int) -> Headers:
    """Return the headers that fit into so many bytes, those before the first that does not."""
    kept: Headers = []
    for name, value in headers:
        limit -= len(name.encode()) + len(value or b"")
        if limit < 0:
            break
        kept.append((name, value))
    return kept


def _bytes(value: str | bytes | None) -> bytes:
    return value.encode() if isinstance(value, str) else value or b""
