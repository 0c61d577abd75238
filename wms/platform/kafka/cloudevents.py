"""Events as CloudEvents 1.0 in Kafka's binary content mode: ``ce_*`` headers and JSON."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from confluent_kafka import Message as KafkaMessage
from pydantic import ValidationError
from pydantic_core import from_json

from wms.kernel.actors import ActorKind, kind_of
from wms.kernel.events import Event
from wms.platform.kafka.messages import Message
from wms.platform.outbox.models import encoding_of

Headers = list[tuple[str, str | bytes | None]]
CONTENT_TYPE = "application/json"
_AUTH_TYPES = {
    ActorKind.USER: "app_user",
    ActorKind.TOKEN: "api_key",
    ActorKind.SYSTEM: "system",
}


class Undecodable(Exception):
    """A message that no repetition can make readable."""


class Unsendable(Exception):
    """An event that no repetition can bring to Kafka."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A row of an outbox or an event log."""

    id: int
    event_id: UUID
    event_type: str
    partition_key: UUID
    subject: UUID
    sequence: int
    data: str
    occurred_at: datetime
    traceparent: str
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """An event as it arrived; ``data`` still as bytes, since most groups skip most types."""

    event_id: UUID
    event_type: str
    subject: UUID
    sequence: int
    occurred_at: datetime
    traceparent: str
    data: bytes
    actor: str = ""

    def event(self) -> Event:
        """Return the fact itself.

        Raises:
            Undecodable: the data are not those of this type of event.
        """
        try:
            event: Event = encoding_of(Event.catalogue[self.event_type]).validate_json(self.data)
        except ValidationError as error:
            raise Undecodable(f"{self.event_type} {self.event_id}: {error}") from error
        return event


def encode(row: Recorded, *, topic: str, source: str, max_bytes: int) -> Message:
    """Return an event as a message; without the rows it grows with, if it is too large with them.

    Raises:
        Unsendable: it is too large, or its data are not JSON in UTF-8.
    """
    message = _message(row, topic, source)
    if message.size > max_bytes:
        # Recorded whole, before it was known to grow or when messages might be larger.
        message = _message(_without_rows(row), topic, source)
    if message.size > max_bytes:
        raise Unsendable(f"it takes {message.size} bytes; {max_bytes} are allowed")
    return message


def _message(row: Recorded, topic: str, source: str) -> Message:
    key = str(row.partition_key).encode()
    try:
        value = row.data.encode()
        from_json(value, cache_strings=False)
    except ValueError as error:
        raise Unsendable(f"its data are not JSON: {error}") from error
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": str(row.event_id),
        "ce_source": source,
        "ce_type": row.event_type,
        "ce_subject": str(row.subject),
        "ce_time": row.occurred_at.isoformat(),
        "ce_sequence": str(row.sequence),
        "ce_partitionkey": str(row.partition_key),
        "ce_traceparent": row.traceparent,
        "content-type": CONTENT_TYPE,
    }
    if row.actor:
        attributes |= _auth_context(row.actor)
    headers: Headers = [(name, text.encode()) for name, text in attributes.items()]
    return Message(topic, key, value, headers)


def _auth_context(actor: str) -> dict[str, str]:
    """Return who caused an event, as the extension Auth Context of CloudEvents 1.0 has it."""
    kind = kind_of(actor)
    return {
        "ce_authtype": "unknown" if kind is None else _AUTH_TYPES[kind],
        "ce_authid": actor,
    }


def _without_rows(row: Recorded) -> Recorded:
    kind = Event.catalogue.get(row.event_type)
    if kind is None or not kind.grows:
        return row
    encoding = encoding_of(kind)
    try:
        event: Event = encoding.validate_json(row.data)
    except ValidationError:
        return row
    return replace(row, data=encoding.dump_json(event.without_rows()).decode())


def event_type_of(headers: Headers) -> str:
    """Return only the type of an event, to decide whether anybody here wants it.

    Raises:
        Undecodable: it has none.
    """
    for name, value in headers:
        if name == "ce_type" and value:
            return _text(value)
    raise Undecodable("no ce_type: this is no event of ours")


def decode(headers: Headers, value: bytes | None) -> Received:
    """Return an event as it arrived.

    Raises:
        Undecodable: an attribute is missing or malformed, or there are no data.
    """
    attributes = {name: _text(text) for name, text in headers if text is not None}
    try:
        occurred_at = datetime.fromisoformat(attributes["ce_time"])
        received = Received(
            event_id=UUID(attributes["ce_id"]),
            event_type=attributes["ce_type"],
            subject=UUID(attributes["ce_subject"]),
            sequence=int(attributes["ce_sequence"]),
            occurred_at=occurred_at,
            traceparent=attributes.get("ce_traceparent", ""),
            data=value or b"",
            actor=attributes.get("ce_authid", ""),
        )
    except KeyError as error:
        raise Undecodable(f"the attribute {error} is missing") from error
    except ValueError as error:
        raise Undecodable(str(error)) from error
    if occurred_at.tzinfo is None or not value:
        raise Undecodable("ce_time has no offset" if value else "there are no data")
    return received


def headers_of(message: KafkaMessage) -> Headers:
    """Return the headers of a message, as a list whatever the client makes of them."""
    headers = message.headers() or []
    return list(headers.items()) if isinstance(headers, dict) else headers


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("utf-8", "replace")
