"""Which of the messages at hand are handled at once, so that no key's events change their order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from uuid import UUID

from confluent_kafka import Message as KafkaMessage

from wms.kernel.events import Event
from wms.platform.kafka.cloudevents import (
    Received,
    Undecodable,
    decode,
    event_type_of,
    headers_of,
)
from wms.platform.kafka.subscribers import Subscriber
from wms.platform.kafka.trials import Trial

Place = tuple[str, int]
Lane = tuple[Place, str | bytes | None]
"""A key in a partition: all that has an order."""


@dataclass(frozen=True, slots=True)
class News:
    """An event with the envelope it came in."""

    received: Received
    event: Event


class Arrival:
    """A message at hand, until it is settled and so are all before it in its partition."""

    def __init__(self, message: KafkaMessage) -> None:
        self.message = message
        self.place: Place = (str(message.topic()), int(message.partition() or 0))
        self.lane: Lane = (self.place, message.key())
        self.is_settled = False
        self.goes_alone = False  # it has failed, or a batch that it was in
        self.trial: Trial | None = None

    @property
    def failing(self) -> Trial | None:
        """Return what was tried with it so far; None if it did not fail, or is settled."""
        return None if self.is_settled else self.trial

    @property
    def sent_at(self) -> datetime:
        """Return when it was handed to Kafka."""
        _kind, milliseconds = self.message.timestamp()
        return datetime.fromtimestamp(milliseconds / 1_000, UTC)

    @property
    def next_offset(self) -> int:
        """Return where its partition goes on."""
        return int(self.message.offset() or 0) + 1

    @cached_property
    def event_type(self) -> str | None:
        """Return the type of the event; None if it has none."""
        try:
            return event_type_of(headers_of(self.message))
        except Undecodable:
            return None

    @cached_property
    def news(self) -> News | None:
        """Return the event; None if it cannot be read."""
        try:
            received = decode(headers_of(self.message), self.message.value())
            return News(received, received.event())
        except Undecodable:
            return None


def batch_of(
    arrived: Sequence[Arrival], subscriber: Subscriber, waiting: Collection[Lane] = ()
) -> list[Arrival]:
    """Return which arrivals to handle at once: the first, which is not settled, and others like it.

    They are of its type and of different keys, and none overtakes another event of its key: what
    stands behind one that is left where it is, is left there too, as it is in a lane that waits
    for one before these. None, if the first one's type has no batches or it has to go alone.

    Of a group without an order they are the first and all others, whatever their types and keys.
    """
    if not subscriber.has_order:
        return _all_of(arrived, subscriber)
    first = arrived[0]
    handler = subscriber.batch_handlers.get(first.event_type or "")
    if handler is None or not _may_join(first):
        return []
    batch: list[Arrival] = []
    passed: set[Lane] = set(waiting)
    for each in arrived:
        if each.is_settled or not _is_for(each, subscriber):
            continue
        if each.event_type == first.event_type and each.lane not in passed and _may_join(each):
            batch.append(each)
            if len(batch) == handler.at_most:
                break
        passed.add(each.lane)
    return batch


def _all_of(arrived: Sequence[Arrival], subscriber: Subscriber) -> list[Arrival]:
    if not _may_join(arrived[0]):
        return []
    batch: dict[UUID, Arrival] = {}
    for each in arrived:
        if each.is_settled or each.event_type not in subscriber.handlers or not _may_join(each):
            continue
        if each.news is not None:
            # One that came twice is looked at again when the first of them is settled.
            batch.setdefault(each.news.received.event_id, each)
        if len(batch) == subscriber.batch_handlers[str(each.event_type)].at_most:
            break
    return list(batch.values())


def _is_for(each: Arrival, subscriber: Subscriber) -> bool:
    """Say whether it is for this group, or may be: one that cannot be read has no type."""
    return each.event_type is None or each.event_type in subscriber.handlers


def _may_join(each: Arrival) -> bool:
    return not each.goes_alone and each.news is not None
