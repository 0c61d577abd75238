"""Bringing batches of messages to Kafka, in order per key."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from confluent_kafka import KafkaError, KafkaException, Producer

from wms.platform.kafka.connection import BROKEN, client_settings
from wms.platform.kafka.messages import Message

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 5.0
POLL_EVERY = 100  # messages; what is called back in between need not wait for the last one

# Faults of the message itself: no producer and no broker will ever take it.
FAULTS_OF_THE_MESSAGE = frozenset(
    {KafkaError.MSG_SIZE_TOO_LARGE, KafkaError.INVALID_MSG, KafkaError.INVALID_RECORD}
)


@dataclass(slots=True)
class Sent:
    """What became of a batch, by the positions of its messages.

    What is in neither set was not acknowledged in time and may be sent again, in order.
    """

    acknowledged: set[int] = field(default_factory=set)
    refused: dict[int, str] = field(default_factory=dict)


class Sender:
    """One long-lived idempotent producer.

    Within a partition an idempotent producer keeps the order of what it was given through any
    error of transport, as long as it never gives a message up. So it never does; when
    acknowledgements stay out, all that it still holds is purged and the producer thrown away.
    Nothing queued can then leave behind the back of whatever a new one sends.
    """

    def __init__(self, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._patience = patience_seconds
        self._producer: Producer | None = None
        self._alone = Lock()

    def send(self, messages: Sequence[Message]) -> Sent:
        """Send all, and wait for the acknowledgements, though not for ever.

        Once a message is not acknowledged, later ones of its key may still have arrived: send
        them again after it.
        """
        with self._alone:
            sent, fault = self._send_together(messages)
            if fault in FAULTS_OF_THE_MESSAGE:
                self._send_singly(messages, sent)
        return sent

    def _throw_away(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            with suppress(*BROKEN):
                producer.purge()
                producer.poll(0)

    def _send_together(self, messages: Sequence[Message]) -> tuple[Sent, int]:
        sent, failed = Sent(), _Failures()
        producer = self._warm()
        try:
            for position, message in enumerate(messages):
                _hand_over(producer, message, _note(position, sent, failed))
                if position % POLL_EVERY == 0:
                    producer.poll(0)
        except BufferError:
            logger.info("the producer's queue is full; the rest waits for the next batch")
        except BROKEN as error:
            failed.note(error)
        try:
            unanswered = producer.flush(self._patience)
        except BROKEN as error:
            failed.note(error)
            unanswered = 0
        if unanswered or failed:
            logger.warning(
                "%d of %d messages to Kafka not acknowledged: %s",
                *(len(messages) - len(sent.acknowledged), len(messages)),
                failed.first or "no answer in time",
            )
            self._throw_away()
        return sent, failed.code

    def _send_singly(self, messages: Sequence[Message], sent: Sent) -> None:
        """Find out which message spoilt the batch; what follows it in its key stays behind."""
        held: set[bytes] = set()
        for position, message in enumerate(messages):
            if position in sent.acknowledged or message.key in held:
                continue
            alone, fault = self._send_together([message])
            if alone.acknowledged:
                sent.acknowledged.add(position)
                continue
            held.add(message.key)
            if fault not in FAULTS_OF_THE_MESSAGE:
                return
            sent.refused[position] = KafkaError(fault).str()

    def _warm(self) -> Producer:
        if self._producer is None:
            self._producer = Producer(
                client_settings("wms-sender")
                | {
                    "enable.idempotence": True,
                    "enable.gapless.guarantee": True,
                    "acks": "all",
                    "message.timeout.ms": 0,
                    "partitioner": "murmur2_random",  # as clients on the JVM do
                    "linger.ms": 1,
                }
            )
        return self._producer


@dataclass(slots=True)
class _Failures:
    first: str = ""
    code: int = 0

    def __bool__(self) -> bool:
        return bool(self.first)

    def note(self, error: KafkaError | Exception) -> None:
        if self.first:
            return
        if isinstance(error, KafkaException):
            error = error.args[0]
        if isinstance(error, KafkaError):
            self.first, self.code = error.str(), error.code()
        else:
            self.first = str(error)


def _hand_over(producer: Producer, message: Message, seen: Callable[[Any, Any], None]) -> None:
    producer.produce(
        message.topic,
        key=message.key,
        value=message.value,
        headers=message.headers,
        on_delivery=seen,
    )


def _note(position: int, sent: Sent, failed: _Failures) -> Callable[[Any, Any], None]:
    def on_delivery(error: KafkaError | None, _message: object) -> None:
        if error is None:
            sent.acknowledged.add(position)
        else:
            failed.note(error)

    return on_delivery
