"""What happens in one group to one message, or to several events at once."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum, auto
from uuid import UUID

from confluent_kafka import Message as KafkaMessage
from django.db import close_old_connections

from wms.kernel.actors import system_actor
from wms.kernel.events import Event
from wms.platform.current_actor import acting
from wms.platform.inbox.receipt import AlreadyHandled, InboxReceipt
from wms.platform.inbox.receipts import InboxReceipts
from wms.platform.kafka.batches import News
from wms.platform.kafka.cloudevents import Received, decode, event_type_of, headers_of
from wms.platform.kafka.subscribers import Delivery, Subscriber
from wms.platform.tracing import request_id, request_id_of, request_ids

logger = logging.getLogger(__name__)


class Outcome(Enum):
    """How a message ended that did not end in an error."""

    HANDLED = auto()
    REPEATED = auto()
    NOT_FOR_US = auto()


def handle(subscriber: Subscriber, message: KafkaMessage) -> Outcome:
    """Give an event to its handler and see to its receipt; what nobody here handles is skipped.

    Raises:
        Undecodable: it is no event, or not one of its type.
        Exception: whatever the handler raises.
    """
    headers = headers_of(message)
    event_type = event_type_of(headers)
    handler = subscriber.handlers.get(event_type)
    if handler is None or event_type not in Event.catalogue:
        return Outcome.NOT_FOR_US
    received = decode(headers, message.value())
    event = received.event()
    delivery = _delivery(subscriber, received)
    with (
        request_id(request_id_of(received.traceparent)),
        acting(system_actor(subscriber.group)),
        _sound_connections(),
    ):
        try:
            handler(event, delivery)
            delivery.receipt.record()
        except AlreadyHandled:
            logger.debug("%s %s again", event_type, received.event_id)
            return Outcome.REPEATED
        logger.debug("%s %s handled by %s", event_type, received.event_id, subscriber.group)
    return Outcome.HANDLED


def handle_many(subscriber: Subscriber, event_type: str, batch: Sequence[News]) -> None:
    """Give events to the batch handler of a type and see to their receipts.

    Those that had their effect before are left out, which shows when their receipts are claimed.
    What is published about the key of an event belongs to the request that caused that event.

    Raises:
        Exception: whatever the handler raises; those it had an effect for by then are known.
    """
    ids = {each.event.partition_key: request_id_of(each.received.traceparent) for each in batch}
    known_ids = {key: known for key, known in ids.items() if known is not None}
    left = list(batch)
    with (
        request_id(None),
        request_ids(known_ids),
        acting(system_actor(subscriber.group)),
        _sound_connections(),
    ):
        while left:
            repeated = _handle_new(subscriber, event_type, left)
            if not repeated:
                break
            left = [each for each in left if each.received.event_id not in repeated]
    logger.debug(
        "%s: %d handled at once by %s, %d again",
        *(event_type, len(left), subscriber.group, len(batch) - len(left)),
    )


def _handle_new(subscriber: Subscriber, event_type: str, batch: Sequence[News]) -> frozenset[UUID]:
    """Return those that are not new, if there are any, in place of handling the others."""
    arrivals = tuple((each.event, _delivery(subscriber, each.received)) for each in batch)
    try:
        subscriber.batch_handlers[event_type].handle(arrivals)
        InboxReceipts(delivery.receipt for _event, delivery in arrivals).record()
    except AlreadyHandled as known:
        if known.event_ids.isdisjoint(each.received.event_id for each in batch):
            raise
        return known.event_ids
    return frozenset()


def _delivery(subscriber: Subscriber, received: Received) -> Delivery:
    return Delivery(
        event_id=received.event_id,
        subject=received.subject,
        sequence=received.sequence,
        occurred_at=received.occurred_at,
        actor=received.actor,
        receipt=InboxReceipt(
            subscriber.inbox, event_id=received.event_id, occurred_at=received.occurred_at
        ),
    )


@contextmanager
def _sound_connections() -> Iterator[None]:
    """Do what a request does for a view: a connection that died is not used again."""
    close_old_connections()
    try:
        yield
    finally:
        close_old_connections()
