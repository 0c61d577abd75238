"""One member of a consumer group: what it owns, what it was sent, and how far it has committed."""

import logging
from collections.abc import Iterable
from datetime import datetime

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition
from confluent_kafka import Message as KafkaMessage
from django.conf import settings

from wms.platform.kafka.batches import Arrival, Place
from wms.platform.kafka.connection import client_settings
from wms.platform.kafka.groups import group_id, topics_of
from wms.platform.kafka.subscribers import Subscriber

logger = logging.getLogger(__name__)

# The broker does not know the member any more; only a new one helps.
FORGOTTEN = frozenset(
    {
        *(KafkaError.UNKNOWN_MEMBER_ID, KafkaError.ILLEGAL_GENERATION),
        *(KafkaError.FENCED_INSTANCE_ID, KafkaError._FENCED),  # noqa: SLF001 - it is public
    }
)
# What is at hand of a partition, until it is sent no more; half of it, and it is again.
WINDOW = 500
ASK_SECONDS = 0.5


class Member:
    """Stays a member through whatever a broker does, but for forgetting it.

    ``arrived`` is what is at hand of the partitions owned, in the order in which it came. How far
    they are settled is committed in passing: nobody waits for the answer, and what was not taken is
    committed again.
    """

    def __init__(self, subscriber: Subscriber) -> None:
        """Ask to join; partitions come with the polls."""
        self.owned: set[Place] = set()
        self.arrived: list[Arrival] = []
        self.settled: dict[Place, int] = {}
        self._settled_of: dict[Place, datetime] = {}  # when the last of them was sent
        self.changes = 0  # of what is owned
        self._committed: dict[Place, int] = {}
        self._committing: dict[Place, int] = {}
        self._paused: set[Place] = set()
        self._forgotten: KafkaError | None = None
        self._name = subscriber.group
        session = settings.KAFKA_SESSION_TIMEOUT_MS
        self._consumer = Consumer(
            client_settings(f"wms-{subscriber.group}")
            | {
                "group.id": group_id(subscriber),
                "session.timeout.ms": session,
                "heartbeat.interval.ms": min(session // 3, 3_000),
                "partition.assignment.strategy": "cooperative-sticky",
                "auto.offset.reset": "earliest",
                "enable.auto.commit": False,
                "enable.auto.offset.store": False,
                "fetch.wait.max.ms": settings.KAFKA_FETCH_WAIT_MS,
                "on_commit": self._on_commit,
            }
        )
        self._consumer.subscribe(
            list(topics_of(subscriber)),
            on_assign=self._on_assign,
            on_revoke=self._on_revoke,
            on_lost=self._on_lost,
        )

    def poll(self, seconds: float, most: int) -> None:
        """Wait for a message, if need be, and take what else is there.

        Raises:
            KafkaException: the group goes on without this member, or the client is of no more use.
        """
        self._take(self._consumer.poll(seconds))
        if most > 1:
            # With a time-out this would wait for all of it.
            for message in self._consumer.consume(most - 1, 0):
                self._take(message)
        if self._forgotten is not None:
            raise KafkaException(self._forgotten)

    def leave_settled(self) -> None:
        """Forget what is settled, and remember how far each partition is without a gap."""
        left: list[Arrival] = []
        standing: set[Place] = set()
        for each in self.arrived:
            if each.is_settled and each.place not in standing:
                self.settled[each.place] = each.next_offset
                self._settled_of[each.place] = each.sent_at
            else:
                standing.add(each.place)
                left.append(each)
        self.arrived = left

    def is_full(self, place: Place) -> bool:
        """Say whether nothing more comes of a partition until something of it is settled."""
        return place in self._paused

    def pace(self) -> None:
        """Take no more of a partition of which much is at hand, and more again when it is less."""
        at_hand = dict.fromkeys(self.owned, 0)
        for each in self.arrived:
            at_hand[each.place] += 1
        full = {place for place, count in at_hand.items() if count >= WINDOW} - self._paused
        again = {place for place in self._paused if at_hand[place] <= WINDOW // 2}
        if full:
            self._consumer.pause(_partitions(full))
        if again:
            self._consumer.resume(_partitions(again))
        self._paused = (self._paused | full) - again

    def commit(self, *, now: bool = False) -> None:
        """Commit how far the partitions are settled, as far as the broker has not taken that yet.

        Args:
            now: wait for the answer, however long a broker that is away leaves it open.
        """
        news = {
            place: offset
            for place, offset in self.settled.items()
            if place in self.owned and self._committed.get(place) != offset
        }
        if not news:
            return
        if now:
            self._consumer.commit(offsets=_offsets(news), asynchronous=False)
            self._committed |= news
        elif not self._committing:
            self._committing = news
            self._consumer.commit(offsets=_offsets(news), asynchronous=True)

    def lags(self) -> dict[str, dict[str, int]]:
        """Return how many messages each partition owned has that are not settled, by topic.

        As the last answer of the broker has it. Of one that is paused nothing is fetched, so that
        the broker is asked.
        """
        first: dict[Place, int] = {}
        for each in self.arrived:
            first.setdefault(each.place, each.next_offset - 1)
        lags: dict[str, dict[str, int]] = {}
        for place in self.owned:
            begin = first.get(place, self.settled.get(place))
            end = self._end_of(place)
            lag = 0 if begin is None or end is None else max(end - begin, 0)
            lags.setdefault(place[0], {})[str(place[1])] = lag
        return lags

    def behind_since(self, lags: dict[str, dict[str, int]]) -> datetime | None:
        """Return since when something waits to be settled; None if nothing does.

        Of what was not fetched yet it is not known when it was sent: not before what is settled.

        Args:
            lags: what ``lags`` returned.
        """
        behind = {place for place in self.owned if lags[place[0]][str(place[1])]}
        first: dict[Place, datetime] = {}
        for each in self.arrived:
            first.setdefault(each.place, each.sent_at)
        times = [first.get(place, self._settled_of.get(place)) for place in behind]
        return min((each for each in times if each is not None), default=None)

    def _end_of(self, place: Place) -> int | None:
        try:
            known = self._consumer.get_watermark_offsets(
                TopicPartition(*place),
                timeout=ASK_SECONDS,
                cached=place not in self._paused,
            )
        except KafkaException:
            return None
        return known[1] if known[1] >= 0 else None

    def close(self) -> None:
        """Leave the group."""
        self._consumer.close()

    def _on_commit(self, error: KafkaError | None, places: list[TopicPartition]) -> None:
        asked, self._committing = self._committing, {}
        error = error or next((each.error for each in places if each.error is not None), None)
        if error is None:
            self._committed |= {place: asked[place] for place in asked if place in self.owned}
        elif error.code() in FORGOTTEN:
            self._forgotten = error  # raised from here it might become another error
        else:
            logger.warning("%s commits again how far it is: %s", self._name, error.str())

    def _take(self, message: KafkaMessage | None) -> None:
        if message is None:
            return
        error = message.error()
        if error is None:
            self.arrived.append(Arrival(message))
        elif error.fatal() or error.code() in FORGOTTEN:
            raise KafkaException(error)
        else:
            logger.warning("%s: %s", self._name, error.str())

    def _on_assign(self, _consumer: Consumer, places: list[TopicPartition]) -> None:
        self.owned.update(_places(places))
        self.changes += 1
        logger.info("%s has %d partitions more", self._name, len(places))

    def _on_revoke(self, _consumer: Consumer, places: list[TopicPartition]) -> None:
        try:
            self.commit(now=True)
        except KafkaException as error:
            # Their next owner is sent it again, and finds the inbox rows.
            logger.warning("%s cannot commit how far it is: %s", self._name, error)
        self._let_go(places)

    def _on_lost(self, _consumer: Consumer, places: list[TopicPartition]) -> None:
        # What the client knows of the topics may be of a broker that is no more: it would ask for
        # what this one does not have, and be sent nothing.
        self._forgotten = KafkaError(KafkaError.UNKNOWN_MEMBER_ID, "the session is over")
        self._let_go(places)

    def _let_go(self, places: list[TopicPartition]) -> None:
        gone = _places(places)
        self.owned -= gone
        self.changes += 1
        self._paused -= gone
        self.arrived = [each for each in self.arrived if each.place not in gone]
        for place in gone:
            self.settled.pop(place, None)
            self._settled_of.pop(place, None)
            self._committed.pop(place, None)
        logger.info("%s has %d partitions less", self._name, len(places))


def _places(partitions: Iterable[TopicPartition]) -> set[Place]:
    return {(each.topic, each.partition) for each in partitions}


def _partitions(places: Iterable[Place]) -> list[TopicPartition]:
    return [TopicPartition(topic, partition) for topic, partition in places]


def _offsets(settled: dict[Place, int]) -> list[TopicPartition]:
    return [
        TopicPartition(topic, partition, offset) for (topic, partition), offset in settled.items()
    ]
