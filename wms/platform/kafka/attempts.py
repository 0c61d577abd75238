"""Trying to handle messages, and parking what cannot be handled."""

import logging
import time
from collections import Counter
from collections.abc import Sequence

from django.conf import settings
from django.db import close_old_connections

from wms.platform.kafka.batches import Arrival
from wms.platform.kafka.cloudevents import Undecodable
from wms.platform.kafka.dead_letters import park
from wms.platform.kafka.faults import Fault, fault_of
from wms.platform.kafka.handle import Outcome, handle, handle_many
from wms.platform.kafka.sender import Sender
from wms.platform.kafka.subscribers import Subscriber
from wms.platform.kafka.trials import Trial

logger = logging.getLogger(__name__)

SMALLEST_BATCH = 2
PARK_SECONDS = 2.0


class Attempts:
    """Settles the messages of one group, and knows what that says about the servers it needs.

    ``refused_in_a_row`` counts the tries that a server refused since the last one that went well.
    """

    def __init__(self, subscriber: Subscriber) -> None:
        self.refused_in_a_row = 0
        self._subscriber = subscriber
        self._handled: Counter[str | None] = Counter()  # by type
        # Of its own: a dead-letter topic that is not there costs patience, and nobody else's.
        self._sender = Sender(patience_seconds=PARK_SECONDS)

    def together(self, batch: Sequence[Arrival]) -> None:
        """Handle messages at once, if there are several: of a type, but where they have no order.

        If that fails, whatever the reason, each of them goes alone: the one that spoilt it is
        tried again or parked as ever, in its turn, and the others have their effect.
        """
        if len(batch) < SMALLEST_BATCH:
            return
        event_type = str(batch[0].event_type)
        news = [each.news for each in batch if each.news is not None]
        try:
            handle_many(self._subscriber, event_type, news)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises
            logger.warning(
                "%s handles %d of %s one by one: %s: %s",
                *(self._subscriber.group, len(batch), _types_of(batch)),
                *(type(error).__name__, error),
            )
            close_old_connections()
            if not self._subscriber.has_order and fault_of(error).passes_by_itself:
                return  # it was no event of these: all of them go together again
            for each in batch:
                each.goes_alone = True
        else:
            for each in batch:
                each.is_settled = True
                self._note_handled(each.event_type)

    def alone(self, arrival: Arrival, *, is_in_the_way: bool) -> None:
        """Handle a message; if that fails again and again for its own reasons, park it.

        Args:
            arrival: settled afterwards, or with a trial that says when it is its turn again.
            is_in_the_way: whether nothing else comes of its partition until it is settled.
        """
        trial = arrival.trial or Trial(began_at=time.monotonic())
        error = trial.verdict or self._handle(arrival)
        if error is not None and trial.verdict is None:
            self._judge(arrival, trial, error, is_in_the_way=is_in_the_way)
        if trial.verdict is not None:
            error = self._park(arrival, trial, trial.verdict)
        if error is None:
            arrival.is_settled = True
            return
        arrival.trial, arrival.goes_alone = trial, True
        trial.last = f"{type(error).__name__}: {error}"
        message = arrival.message
        logger.warning(
            "%s tries %s [%d] at %d again: %s",
            *(self._subscriber.group, message.topic(), message.partition(), message.offset()),
            trial.last,
        )

    def _handle(self, arrival: Arrival) -> Exception | None:
        try:
            outcome = handle(self._subscriber, arrival.message)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises
            close_old_connections()
            return error
        if outcome is not Outcome.NOT_FOR_US:  # which asks no server for anything
            self._note_handled(arrival.event_type)
        return None

    def _note_handled(self, event_type: str | None) -> None:
        self._handled[event_type] += 1
        self.refused_in_a_row = 0

    def _judge(
        self, arrival: Arrival, trial: Trial, error: Exception, *, is_in_the_way: bool
    ) -> None:
        """Note a failed try, and whether it was the last."""
        fault = fault_of(error)
        self.refused_in_a_row += fault.passes_by_itself
        # Each event that was handled has written to the database; what else it needed depends.
        others = (
            self._handled.total()
            if fault is Fault.OF_THE_DATABASE
            else self._handled[arrival.event_type]
        )
        now = time.monotonic()
        trial.note(fault, now=now, others=others)
        if isinstance(error, Undecodable) or trial.is_over(
            now=now,
            patience=settings.EVENT_PATIENCE.total_seconds(),
            is_in_the_way=is_in_the_way,
        ):
            trial.verdict = error

    def _park(self, arrival: Arrival, trial: Trial, verdict: Exception) -> Exception | None:
        """Put a message where dead letters are; return why that was not possible."""
        try:
            park(arrival.message, self._subscriber.group, verdict, trial.tries, self._sender)
        except Exception as error:  # noqa: BLE001 - Kafka is away, or the topic is not there
            self.refused_in_a_row += 1
            trial.wait(now=time.monotonic())
            close_old_connections()
            return error
        return None


def _types_of(batch: Sequence[Arrival]) -> str:
    return ", ".join(sorted({str(each.event_type) for each in batch}))
