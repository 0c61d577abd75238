"""What happens to one message in one group."""

import logging
from enum import Enum, auto

from confluent_kafka import Message as KafkaMessage
from django.db import close_old_connections

from wms.kernel.events import Event
from wms.platform.inbox.receipt import AlreadyHandled, InboxReceipt
from wms.platform.kafka.cloudevents import decode, event_type_of, headers_of
from wms.platform.kafka.subscribers import Delivery, Subscriber
from wms.platform.tracing import request_id, request_id_of

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
    receipt = InboxReceipt(
        subscriber.inbox, event_id=received.event_id, occurred_at=received.occurred_at
    )
    delivery = Delivery(
        event_id=received.event_id,
        subject=received.subject,
        sequence=received.sequence,
        occurred_at=received.occurred_at,
        receipt=receipt,
    )
    with request_id(request_id_of(received.traceparent)):
        # What a request gives a view: a connection that died is not used again.
        close_old_connections()
        try:
            handler(event, delivery)
            receipt.record()
        except AlreadyHandled:
            logger.debug("%s %s again", event_type, received.event_id)
            return Outcome.REPEATED
        finally:
            close_old_connections()
        logger.debug("%s %s handled by %s", event_type, received.event_id, subscriber.group)
    return Outcome.HANDLED
