"""Messages as a consumer gets them, without a broker."""

from datetime import UTC, datetime

from confluent_kafka import Message

from wms.kernel.events import Event
from wms.platform.ids import new_id
from wms.platform.kafka.batches import Arrival, News
from wms.platform.kafka.cloudevents import Recorded, encode
from wms.platform.kafka.handle import handle, handle_many
from wms.platform.kafka.subscribers import Subscriber
from wms.platform.outbox.models import encoding_of
from wms.platform.tracing import traceparent

TOPIC = "events"


def arrival_of(event: Event, *, offset: int = 0, partition: int = 0) -> Arrival:
    """Return the arrival of an event, which belongs to the current request."""
    row = Recorded(
        id=offset,
        event_id=new_id(),
        event_type=event.event_type,
        partition_key=event.partition_key,
        subject=event.subject,
        sequence=1,
        data=encoding_of(type(event)).dump_json(event).decode(),
        occurred_at=datetime.now(UTC),
        traceparent=traceparent(),
    )
    made = encode(row, topic=TOPIC, source="tests", max_bytes=100_000)
    return Arrival(Message(TOPIC, partition, offset, made.key, made.value, made.headers))


def news_of(arrival: Arrival) -> News:
    """Return what has arrived, which can be read."""
    assert arrival.news is not None
    return arrival.news


def together(subscriber: Subscriber, *arrivals: Arrival) -> None:
    """Hand events of one type to a group at once."""
    news = [news_of(each) for each in arrivals]
    handle_many(subscriber, news[0].event.event_type, news)


def one_by_one(subscriber: Subscriber, *arrivals: Arrival) -> None:
    """Hand events to a group as they would come one after another."""
    for each in arrivals:
        handle(subscriber, each.message)
