"""What brings events from the outboxes to Kafka: in order, at least once, none lost."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event as Flag
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings

from wms.platform.cache.forget import forget
from wms.platform.kafka.cloudevents import Recorded, Unsendable, encode
from wms.platform.kafka.messages import Message
from wms.platform.kafka.sender import Sender, Sent
from wms.platform.outbox import rows
from wms.platform.outbox.outboxes import Outbox

logger = logging.getLogger(__name__)

BATCH_SIZE = 2_000
POLL_SECONDS = (0.010, 0.100)  # the first look after work, and the longest pause while idle
BACK_OFF_SECONDS = 0.5
MARK_EVERY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Turn:
    """What was done: events that left, events found unfit to be sent, and whether Kafka balked."""

    moved: int = 0
    held: int = 0
    stuck: bool = False

    @property
    def has_work(self) -> bool:
        """Return whether there was anything to do, so that there may be more."""
        return self.moved > 0 or self.held > 0

    def __add__(self, other: "Turn") -> "Turn":
        return Turn(self.moved + other.moved, self.held + other.held, self.stuck or other.stuck)


class Drain:
    """Drains one outbox, on a connection that holds its lock."""

    def __init__(
        self,
        connection: psycopg.Connection[Any],
        outbox: Outbox,
        sender: Sender,
        *,
        batch_size: int = BATCH_SIZE,
    ) -> None:
        self._connection = connection
        self._outbox = outbox
        self._sender = sender
        self._batch_size = batch_size
        self._marked_at = float("-inf")

    def until_empty(self) -> Turn:
        """Send what waits, as far as Kafka takes it."""
        total = Turn()
        while True:
            turn = self.turn()
            total += turn
            if turn.stuck or not turn.has_work:
                return total

    def until(self, deadline: float, stop: Flag) -> Turn:
        """Go on until a moment of ``time.monotonic``, or until asked to stop at a batch's end."""
        total = Turn()
        pause = POLL_SECONDS[0]
        while not stop.is_set() and time.monotonic() < deadline:
            turn = self.turn()
            total += turn
            if turn.stuck:
                stop.wait(BACK_OFF_SECONDS)
            elif turn.has_work:
                pause = POLL_SECONDS[0]
            else:
                stop.wait(min(pause, max(deadline - time.monotonic(), 0)))
                pause = min(pause * 1.5, POLL_SECONDS[1])
        return total

    def turn(self) -> Turn:
        """Send one batch, and note that the outbox is drained if Kafka takes what there is."""
        turn = self._batch()
        now = time.monotonic()
        if not turn.stuck and now - self._marked_at >= MARK_EVERY_SECONDS:
            rows.mark(self._connection, self._outbox)
            self._marked_at = now
        return turn

    def _batch(self) -> Turn:
        waiting = rows.read(self._connection, self._outbox, self._batch_size)
        if not waiting:
            return Turn()
        events, messages, reasons = _encode(waiting, self._outbox)
        sent = self._sender.send(messages) if messages else Sent()
        reasons |= {events[position].id: why for position, why in sent.refused.items()}
        if reasons:
            self._hold(waiting, reasons)
        gone = _prefixes(events, sent.acknowledged)
        moved = rows.move(self._connection, self._outbox, gone) if gone else 0
        forget(self._changes_in(events))
        # Behind a refused event the others of its key stay too: they are held back, not stuck.
        refused = {messages[position].key for position in sent.refused}
        stuck = any(
            position not in sent.acknowledged and message.key not in refused
            for position, message in enumerate(messages)
        )
        return Turn(moved, len(reasons), stuck)

    def _changes_in(self, events: Sequence[Recorded]) -> set[str]:
        """Return what has changed: who committed it may have died before it could be forgotten."""
        changes_of = self._outbox.waiting.changes_of
        return {tag for row in events for tag in changes_of(row.subject, row.data.encode())}

    def _hold(self, waiting: Sequence[Recorded], reasons: dict[int, str]) -> None:
        outbox = self._outbox
        rows.hold(self._connection, outbox, reasons)
        for row in waiting:
            if row.id in reasons:
                logger.error(
                    "held back in %s: %s %s of %s %s: %s",
                    *(outbox.name, row.event_type, row.event_id, outbox.noun, row.subject),
                    reasons[row.id],
                )


def _encode(
    waiting: Sequence[Recorded], outbox: Outbox
) -> tuple[list[Recorded], list[Message], dict[int, str]]:
    """Return what can be sent, as messages too, and why the rest cannot.

    Everything is checked before the first message leaves: once a batch is on its way, one that
    fails could no longer hold back those behind it.
    """
    events: list[Recorded] = []
    messages: list[Message] = []
    reasons: dict[int, str] = {}
    held: set[UUID] = set()
    for row in waiting:
        if row.partition_key in held:
            continue
        try:
            message = encode(
                row,
                topic=outbox.topic,
                source=outbox.source,
                max_bytes=settings.KAFKA_MAX_EVENT_BYTES,
            )
        except Unsendable as error:
            reasons[row.id] = str(error)
            held.add(row.partition_key)
        else:
            events.append(row)
            messages.append(message)
    return events, messages, reasons


def _prefixes(events: Sequence[Recorded], acknowledged: set[int]) -> list[int]:
    """Return the ids that may move: of each key, those before its first unacknowledged one."""
    held: set[UUID] = set()
    gone: list[int] = []
    for position, row in enumerate(events):
        if position not in acknowledged:
            held.add(row.partition_key)
        elif row.partition_key not in held:
            gone.append(row.id)
    return gone
