"""One consumer group at work in one process."""

import logging
import time
from collections import deque
from collections.abc import Iterable
from threading import Event as Flag

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition
from confluent_kafka import Message as KafkaMessage
from django.conf import settings
from django.db import close_old_connections, connections

from wms.platform.kafka.cloudevents import Undecodable
from wms.platform.kafka.connection import BROKEN, client_settings
from wms.platform.kafka.dead_letters import park
from wms.platform.kafka.faults import passes_by_itself
from wms.platform.kafka.groups import group_id, topics_of
from wms.platform.kafka.handling import handle
from wms.platform.kafka.subscribers import Subscriber

logger = logging.getLogger(__name__)

BATCH_SIZE = 100
POLL_SECONDS = 0.25
TRIES = 5
BACK_OFF_SECONDS = (0.1, 5.0)  # the first pause, and the longest
REJOIN_SECONDS = 1.0

Place = tuple[str, int]


class GroupConsumer:
    """Handles what its group is sent: effect first, then the offset, one batch after the other.

    Everything happens on the thread that calls ``run``; what is given to it between two polls is
    finished and committed before the next one. So nothing is half done when partitions are
    taken away, and what was not begun is left to their next owner.
    """

    def __init__(self, subscriber: Subscriber, stop: Flag) -> None:
        self._subscriber = subscriber
        self._stop = stop
        self._owned: set[Place] = set()
        self._arrived: deque[KafkaMessage] = deque()
        self._consumer = self._join()

    def run(self) -> None:
        """Consume until told to stop, at a batch's end; join anew when Kafka forgot the group."""
        try:
            while not self._stop.is_set():
                try:
                    self._batch()
                except BROKEN as error:
                    logger.warning("%s joins anew: %s", self._subscriber.group, error)
                    self._consumer.close()
                    self._stop.wait(REJOIN_SECONDS)
                    self._consumer = self._join()
        finally:
            self._consumer.close()
            connections.close_all()

    def _join(self) -> Consumer:
        self._owned.clear()
        self._arrived.clear()
        session = settings.KAFKA_SESSION_TIMEOUT_MS
        consumer = Consumer(
            client_settings(f"wms-{self._subscriber.group}")
            | {
                "group.id": group_id(self._subscriber),
                "session.timeout.ms": session,
                "heartbeat.interval.ms": min(session // 3, 3_000),
                "partition.assignment.strategy": "cooperative-sticky",
                "auto.offset.reset": "earliest",
                "enable.auto.commit": False,
                "enable.auto.offset.store": False,
                "fetch.wait.max.ms": settings.KAFKA_FETCH_WAIT_MS,
            }
        )
        consumer.subscribe(
            list(topics_of(self._subscriber)),
            on_assign=self._on_assign,
            on_revoke=self._on_gone,
            on_lost=self._on_gone,
        )
        return consumer

    def _on_assign(self, _consumer: Consumer, places: list[TopicPartition]) -> None:
        self._owned.update(_places(places))
        logger.info("%s has %d partitions more", self._subscriber.group, len(places))

    def _on_gone(self, _consumer: Consumer, places: list[TopicPartition]) -> None:
        gone = _places(places)
        self._owned -= gone
        self._arrived = deque(each for each in self._arrived if _place(each) not in gone)
        logger.info("%s has %d partitions less", self._subscriber.group, len(places))

    def _batch(self) -> None:
        """Wait for the first message, take what else is there, and see to all of it."""
        self._take(self._consumer.poll(POLL_SECONDS))
        if not self._arrived:
            return
        # With a time-out this would wait for all of it.
        for message in self._consumer.consume(BATCH_SIZE - 1, 0):
            self._take(message)
        settled: dict[Place, int] = {}
        try:
            while self._arrived and not self._stop.is_set():
                message = self._arrived[0]
                if _place(message) in self._owned and not self._settle(message, settled):
                    break
                if self._arrived and self._arrived[0] is message:  # else it went with its partition
                    self._arrived.popleft()
        finally:
            self._commit(settled)

    def _take(self, message: KafkaMessage | None) -> None:
        if message is None:
            return
        error = message.error()
        if error is None:
            self._arrived.append(message)
        elif error.code() == KafkaError.UNKNOWN_TOPIC_OR_PART:
            logger.warning("%s: %s", self._subscriber.group, error.str())
        elif error.fatal() or not error.retriable():
            raise KafkaException(error)

    def _settle(self, message: KafkaMessage, settled: dict[Place, int]) -> bool:
        """Handle a message or park it, however long that takes.

        Returns:
            False if it was left unsettled, because of a stop or of its partition being gone.
        """
        tries = 0
        pause, longest = BACK_OFF_SECONDS
        while True:
            error = self._attempt(message, tries)
            if error is None:
                settled[_place(message)] = int(message.offset() or 0) + 1
                return True
            if not passes_by_itself(error):
                tries += 1
            self._commit(settled)
            if not self._pause(message, pause):
                return False
            pause = min(pause * 2, longest)

    def _attempt(self, message: KafkaMessage, tries: int) -> Exception | None:
        """Handle a message, or park it if this is the last try; return why neither was possible."""
        group = self._subscriber.group
        try:
            try:
                handle(self._subscriber, message)
            except Undecodable as error:
                park(message, group, error, tries + 1)
            except Exception as error:
                if passes_by_itself(error) or tries + 1 < TRIES:
                    raise
                logger.exception("%s gives up on a message", group)
                park(message, group, error, tries + 1)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is tried again
            logger.warning(
                "%s tries %s [%d] at %d again: %s: %s",
                *(group, message.topic(), message.partition(), message.offset()),
                *(type(error).__name__, error),
            )
            close_old_connections()
            return error
        return None

    def _pause(self, message: KafkaMessage, seconds: float) -> bool:
        """Wait before the next try, as a member that is alive and takes no more messages.

        Returns:
            False if there is to be no next try.
        """
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self._stop.is_set():
            self._consumer.pause(self._consumer.assignment())  # again: some may be new
            self._take(self._consumer.poll(min(left, POLL_SECONDS)))
        self._consumer.resume(self._consumer.assignment())
        return not self._stop.is_set() and _place(message) in self._owned

    def _commit(self, settled: dict[Place, int]) -> None:
        offsets = [
            TopicPartition(topic, partition, offset)
            for (topic, partition), offset in settled.items()
            if (topic, partition) in self._owned
        ]
        settled.clear()
        if offsets:
            self._consumer.commit(offsets=offsets, asynchronous=False)


def _place(message: KafkaMessage) -> Place:
    return str(message.topic()), int(message.partition() or 0)


def _places(partitions: Iterable[TopicPartition]) -> set[Place]:
    return {(each.topic, each.partition) for each in partitions}
