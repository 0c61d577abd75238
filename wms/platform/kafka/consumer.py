"""One consumer group at work in one process."""

import logging
import time
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter
from threading import Event as Flag

from confluent_kafka import KafkaException
from django.db import connections

from wms.platform.kafka.attempts import Attempts
from wms.platform.kafka.batches import Arrival, Lane, batch_of
from wms.platform.kafka.connection import BROKEN
from wms.platform.kafka.heart import Heart
from wms.platform.kafka.membership import Member
from wms.platform.kafka.subscribers import Subscriber
from wms.platform.kafka.trials import BACK_OFF_SECONDS

logger = logging.getLogger(__name__)

BATCH_SIZE = 100
POLL_SECONDS = 0.25
REJOIN_SECONDS = 1.0
# So many in a row that a server refuses, of different keys, and it is taken to be away.
AWAY_AFTER = 3


class GroupConsumer:
    """Handles what its group is sent: effect first, then the offset.

    Everything happens on the thread that calls ``run``; what is begun between two polls is
    finished before the next one. So nothing is half done when partitions are taken away, and what
    was not begun is left to their next owner.

    An event that fails holds back those of its key and nobody else. Those behind it in its
    partition are handled, as many as fit in its window; its offset waits for all before it.
    """

    def __init__(self, subscriber: Subscriber, stop: Flag) -> None:
        self._subscriber = subscriber
        self._stop = stop
        self._attempts = Attempts(subscriber)
        self._rest_until, self._rest = 0.0, BACK_OFF_SECONDS[0]
        self._most = max(
            (each.at_most for each in subscriber.batch_handlers.values()), default=BATCH_SIZE
        )
        self._heart = Heart(subscriber.group)
        self._changes = 0
        self._member = Member(subscriber)

    def run(self) -> None:
        """Consume until asked to stop, at an event's end; join anew when Kafka forgot the group."""
        try:
            while not self._stop.is_set():
                try:
                    self._turn()
                except BROKEN as error:
                    logger.warning("%s joins anew: %s", self._subscriber.group, error)
                    self._member.close()
                    self._stop.wait(REJOIN_SECONDS)
                    self._member = Member(self._subscriber)
            self._say_how_far()
        finally:
            self._member.close()
            self._heart.stop()
            connections.close_all()

    def _turn(self) -> None:
        """Take what is there, see to all of it that may be handled now, and say how far it is."""
        self._member.poll(self._patience(), self._most)
        self._beat()
        if self._member.arrived:
            self._work()
            self._member.leave_settled()
        self._member.commit()
        self._member.pace()

    def _beat(self) -> None:
        """Say that the group lives, at once if what it owns has changed."""
        if self._member.changes != self._changes:
            self._changes = self._member.changes
            self._heart.beat_again()
        self._heart.beat(self._member)

    def _patience(self) -> float:
        """Return how long to wait for messages: until something at hand may be tried again."""
        due = [each.failing.due_at for each in self._member.arrived if each.failing is not None]
        if not due:
            return POLL_SECONDS
        left = max(min(due), self._rest_until) - time.monotonic()
        return min(max(left, 0.0), POLL_SECONDS)

    def _say_how_far(self) -> None:
        try:
            self._member.commit(now=True)
        except KafkaException as error:
            # What was not said comes again, and is then known by its inbox.
            logger.warning("%s cannot say how far it is: %s", self._subscriber.group, error)

    def _work(self) -> None:
        """See to each message once; first to those that have not failed, so that they go on.

        While a server seems to be away, no more than one of them finds out whether it is back.
        """
        is_resting = time.monotonic() < self._rest_until
        seen_to = self._see_to_news() if is_resting else chain(self._see_to_news(), self._retry())
        for _each in seen_to:
            self._beat()
            refused = self._attempts.refused_in_a_row
            if not refused:
                self._rest = BACK_OFF_SECONDS[0]
            elif refused >= (1 if is_resting else AWAY_AFTER):
                self._attempts.refused_in_a_row = 0
                if not is_resting:
                    self._rest_until = time.monotonic() + self._rest
                    self._rest = min(self._rest * 2, BACK_OFF_SECONDS[1])
                return
            if self._stop.is_set():
                return

    def _see_to_news(self) -> Iterator[Arrival]:
        """Try what has not failed and does not stand behind another of its lane; yield each."""
        arrived = self._member.arrived
        held: set[Lane] = set()
        for position, each in enumerate(arrived):
            if each.is_settled or each.lane in held:
                continue
            if each.trial is None:
                if each.event_type in self._subscriber.batch_handlers:
                    batch = batch_of(arrived[position:], self._subscriber, held)
                    self._attempts.together(batch)
                if not each.is_settled:
                    self._try_alone(each)
                yield each
            if not each.is_settled:
                held.add(each.lane)

    def _retry(self) -> Iterator[Arrival]:
        """Try what has failed and is due again, whoever waits longest first; yield each."""
        first: dict[Lane, Arrival] = {}
        for each in self._member.arrived:
            if not each.is_settled:
                first.setdefault(each.lane, each)
        failed = [(each.trial.due_at, each) for each in first.values() if each.trial is not None]
        for due_at, each in sorted(failed, key=itemgetter(0)):
            if due_at > time.monotonic():
                break
            self._try_alone(each)
            yield each

    def _try_alone(self, each: Arrival) -> None:
        self._attempts.alone(each, is_in_the_way=self._member.is_full(each.place))
