"""Handling a dead letter after all, from the event log of the context that published it."""

from confluent_kafka import Message as KafkaMessage
from django.conf import settings

from wms.platform.consumers.models import DeadLetter
from wms.platform.kafka.cloudevents import Recorded, Unsendable, encode
from wms.platform.kafka.groups import UnknownGroup, subscribers
from wms.platform.kafka.handle import handle
from wms.platform.outbox.outboxes import Outbox, outboxes
from wms.platform.outbox.rights import reading_events
from wms.platform.outbox.rows import ENVELOPE


class NotRetried(Exception):
    """It cannot be tried, or fails again; the text says why."""


def retry(letter: DeadLetter) -> None:
    """Hand the event of a dead letter to its group, here and now, and settle the letter.

    Raises:
        NotRetried: the event cannot be read or found, or fails again; the letter stays.
    """
    if letter.event_id is None:
        raise NotRetried("it cannot be read; send it anew from where it comes from, or dismiss it")
    try:
        (subscriber,) = subscribers([letter.group])
    except UnknownGroup as error:
        raise NotRetried(str(error)) from error
    try:
        handle(subscriber, _message_of(letter))
    except NotRetried:
        raise
    except Exception as error:
        raise NotRetried(f"it fails again: {type(error).__name__}: {error}") from error
    letter.settle("retried")


def _message_of(letter: DeadLetter) -> KafkaMessage:
    """Return the event as it came from Kafka, whatever the topic still keeps."""
    for outbox in outboxes():
        found = _logged(letter, outbox)
        if found is None:
            continue
        try:
            made = encode(
                found,
                topic=outbox.topic,
                source=outbox.source,
                max_bytes=settings.KAFKA_MAX_EVENT_BYTES,
            )
        except Unsendable as error:
            raise NotRetried(str(error)) from error
        return KafkaMessage(
            made.topic, letter.partition, letter.offset, made.key, made.value, made.headers
        )
    raise NotRetried("no event log holds it")


def _logged(letter: DeadLetter, outbox: Outbox) -> Recorded | None:
    if letter.event_id is None or letter.occurred_at is None:
        return None
    # The time leads to the right partition of the log.
    rows = outbox.log.objects.filter(occurred_at=letter.occurred_at, event_id=letter.event_id)
    with reading_events():
        row = rows.values(*ENVELOPE).first()
    return Recorded(**row) if row is not None else None
