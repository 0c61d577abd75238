"""Sending again what consumers never handled: for a broker that forgot everything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from psycopg import sql
from psycopg.rows import class_row

from wms.platform.kafka.cloudevents import Recorded, encode
from wms.platform.kafka.groups import topics_of
from wms.platform.kafka.sender import Sender
from wms.platform.kafka.subscribers import Subscriber
from wms.platform.outbox.outboxes import Outbox
from wms.platform.outbox.rows import ENVELOPE
from wms.platform.tables import identifier

BATCH_SIZE = 1_000


class NotResent(Exception):
    """Kafka did not take an event; what was sent before it has arrived."""


@dataclass(frozen=True, kw_only=True)
class Resend:
    """Sends logged events that a group handles and has no inbox row for.

    Each is sent once, however many groups miss it, in the order of the log. The connection has
    to hold the drain's locks: what still waits in an outbox must not overtake what went before.
    """

    connection: psycopg.Connection[Any]
    subscribers: Sequence[Subscriber]
    sender: Sender
    since: datetime

    def of(self, outbox: Outbox, report: Callable[[int], None]) -> int:
        """Look through the event log of an outbox; return how many events were sent.

        Args:
            outbox: whose log.
            report: called after each batch with how many more events were looked at.

        Raises:
            NotResent: Kafka did not acknowledge an event.
        """
        wanted = [each for each in self.subscribers if outbox.topic in topics_of(each)]
        types = sorted({event_type for each in wanted for event_type in each.handlers})
        query = sql.SQL(
            "SELECT {columns} FROM {log}"
            " WHERE occurred_at >= %s AND event_type = ANY(%s) ORDER BY id"
        ).format(
            columns=sql.SQL(", ").join(sql.Identifier(name) for name in ENVELOPE),
            log=identifier(outbox.log),
        )
        count = 0
        # One snapshot and one sort on the server; only a batch of it is ever here.
        with (
            self.connection.transaction(),
            self.connection.cursor("resend", row_factory=class_row(Recorded)) as cursor,
        ):
            cursor.execute(query, [self.since, types])
            while batch := cursor.fetchmany(BATCH_SIZE):
                missed = _missed(batch, wanted)
                self._send([row for row in batch if row.event_id in missed], outbox)
                count += len(missed)
                report(len(batch))
        return count

    def _send(self, rows: Sequence[Recorded], outbox: Outbox) -> None:
        messages = [
            encode(
                row,
                topic=outbox.topic,
                source=outbox.source,
                max_bytes=settings.KAFKA_MAX_EVENT_BYTES,
            )
            for row in rows
        ]
        sent = self.sender.send(messages)
        if len(sent.acknowledged) < len(messages):
            raise NotResent(f"Kafka took {len(sent.acknowledged)} of {len(messages)} events")


def _missed(batch: Sequence[Recorded], subscribers: Sequence[Subscriber]) -> set[UUID]:
    """Return the ids of the events that some group handles and has not handled."""
    times = [row.occurred_at for row in batch]
    missed: set[UUID] = set()
    for subscriber in subscribers:
        theirs = {row.event_id for row in batch if row.event_type in subscriber.handlers}
        # The times lead to the right partitions of the inbox.
        handled = subscriber.inbox.objects.filter(
            event_id__in=theirs, occurred_at__range=(min(times), max(times))
        )
        missed |= theirs - set(handled.values_list("event_id", flat=True))
    return missed
