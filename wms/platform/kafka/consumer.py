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

from wms.platform.kafka.batching import Arrival, Place, batch_of
from wms.platform.kafka.cloudevents import Undecodable
from wms.platform.kafka.connection import BROKEN, client_settings
from wms.platform.kafka.dead_letters import park
from wms.platform.kafka.faults import passes_by_itself
from wms.platform.kafka.groups import group_id, topics_of
from wms.platform.kafka.handling import handle, handle_many
from wms.platform.kafka.subscribers import Subscriber

logger = logging.getLogger(__name__)

BATCH_SIZE = 100
SMALLEST_BATCH = 2
POLL_SECONDS = 0.25
TRIES = 5
BACK_OFF_SECONDS = (0.1, 5.0)  # the first pause, and the longest
REJOIN_SECONDS = 1.0


class GroupConsumer:
    """Handles what its group is sent: effect first, then the offset, one batch after the other.

    Everything happens on the thread that calls ``run``; what is given to it between two polls is
    finished and committed before the next one. So nothing is half done when partitions are
    taken away, and what was not begun is left to their next owner. Events that are handled at
    once may stand behind others that are not; a partition's offset waits for all before it.
    """

    def __init__(self, subscriber: Subscriber, stop: Flag) -> None:
        self._subscriber = subscriber
        self._stop = stop
        self._owned: set[Place] = set()
        self._arrived: deque[Arrival] = deque()
        self._most = max(
            (each.at_most for each in subscriber.batch_handlers.values()), default=BATCH_SIZE
        )
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
        self._arrived = deque(each for each in self._arrived if each.place not in gone)
        logger.info("%s has %d partitions less", self._subscriber.group, len(places))

    def _batch(self) -> None:
        """Wait for the first message, take what else is there, and see to all of it."""
        if not self._gather():
            return
        settled: dict[Place, int] = {}
        try:
            while self._arrived and not self._stop.is_set():
                first = self._arrived[0]
                if first.place in self._owned and not self._see_to(first, settled):
                    break
                self._leave(first, settled)
        finally:
            self._commit(settled)

    def _gather(self) -> bool:
        self._take(self._consumer.poll(POLL_SECONDS))
        if not self._arrived:
            return False
        # With a time-out this would wait for all of it.
        for message in self._consumer.consume(self._most - 1, 0):
            self._take(message)
        return True

    def _leave(self, first: Arrival, settled: dict[Place, int]) -> None:
        """Go on to the next one, and remember how far its partition is settled."""
        if self._arrived and self._arrived[0] is first:  # else it went with its partition
            self._arrived.popleft()
            if first.is_settled:
                settled[first.place] = first.next_offset

    def _take(self, message: KafkaMessage | None) -> None:
        if message is None:
            return
        error = message.error()
        if error is None:
            self._arrived.append(Arrival(message))
        elif error.code() == KafkaError.UNKNOWN_TOPIC_OR_PART:
            logger.warning("%s: %s", self._subscriber.group, error.str())
        elif error.fatal() or not error.retriable():
            raise KafkaException(error)

    def _see_to(self, first: Arrival, settled: dict[Place, int]) -> bool:
        """Settle the first message, together with others if that is possible.

        Returns:
            False if it was left unsettled, because of a stop or of its partition being gone.
        """
        if not first.is_settled and first.event_type in self._subscriber.batch_handlers:
            self._settle_batch()
        return first.is_settled or self._settle(first, settled)

    def _settle_batch(self) -> None:
        """Handle what can be handled together with the first message, if anything can.

        If that fails, whatever the reason, each of them goes alone: the one that spoilt it is
        tried again, waited for or parked as ever, in its turn, and the others have their effect.
        """
        ours = [each for each in self._arrived if each.place in self._owned]
        batch = batch_of(ours, self._subscriber)
        if len(batch) < SMALLEST_BATCH:
            return
        news = [each.news for each in batch if each.news is not None]
        try:
            handle_many(self._subscriber, str(batch[0].event_type), news)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises
            logger.warning(
                "%s handles %d of %s one by one: %s: %s",
                *(self._subscriber.group, len(batch), batch[0].event_type),
                *(type(error).__name__, error),
            )
            close_old_connections()
            for each in batch:
                each.goes_alone = True
        else:
            for each in batch:
                each.is_settled = True

    def _settle(self, arrival: Arrival, settled: dict[Place, int]) -> bool:
        """Handle a message or park it, however long that takes.

        Returns:
            False if it was left unsettled, because of a stop or of its partition being gone.
        """
        tries = 0
        pause, longest = BACK_OFF_SECONDS
        while True:
            error = self._attempt(arrival.message, tries)
            if error is None:
                arrival.is_settled = True
                return True
            if not passes_by_itself(error):
                tries += 1
            self._commit(settled)
            if not self._pause(arrival.place, pause):
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

    def _pause(self, place: Place, seconds: float) -> bool:
        """Wait before the next try, as a member that is alive and takes no more messages.

        Returns:
            False if there is to be no next try.
        """
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self._stop.is_set():
            self._consumer.pause(self._consumer.assignment())  # again: some may be new
            self._take(self._consumer.poll(min(left, POLL_SECONDS)))
        self._consumer.resume(self._consumer.assignment())
        return not self._stop.is_set() and place in self._owned

    def _commit(self, settled: dict[Place, int]) -> None:
        offsets = [
            TopicPartition(topic, partition, offset)
            for (topic, partition), offset in settled.items()
            if (topic, partition) in self._owned
        ]
        settled.clear()
        if offsets:
            self._consumer.commit(offsets=offsets, asynchronous=False)


def _places(partitions: Iterable[TopicPartition]) -> set[Place]:
    return {(each.topic, each.partition) for each in partitions}
