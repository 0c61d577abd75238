"""The two tables of events that every context declares for itself: outbox and event log."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import cache
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.transaction import TransactionManagementError
from django.utils import timezone
from pydantic import TypeAdapter

from wms.kernel.actors import MAX_ACTOR
from wms.kernel.events import Event
from wms.platform.cache.forget import forget_after_commit
from wms.platform.cache.tags import tag_of
from wms.platform.current_actor import current_actor
from wms.platform.databases import connection_of, cursor_of, database_of
from wms.platform.ids import new_id
from wms.platform.outbox.marks import DrainMark
from wms.platform.tables import table
from wms.platform.tracing import traceparent

__all__ = ["DrainMark", "Envelope", "EventLogEntry", "OutboxMessage", "encoding_of"]

# What a message has beside its data: the key and the headers, with room to spare.
ENVELOPE_BYTES = 2_000


def encoding_of(event: type[Event]) -> TypeAdapter[Any]:
    """Return how an event is written as JSON and read back."""
    return _encoding_of(event.event_type)


@cache
def _encoding_of(event_type: str) -> TypeAdapter[Any]:
    return TypeAdapter(Event.catalogue[event_type])


class Envelope(models.Model):
    """An event as CloudEvents 1.0 describes it, less what follows from the table it is in."""

    event_id = models.UUIDField(default=new_id)
    event_type = models.CharField(max_length=128)
    partition_key = models.UUIDField()
    subject = models.UUIDField()
    sequence = models.PositiveIntegerField()
    data = models.TextField()
    occurred_at = models.DateTimeField(default=timezone.now)
    traceparent = models.CharField(max_length=64, default=traceparent)
    # Empty for what was published before events said so.
    actor = models.CharField(max_length=MAX_ACTOR, default=current_actor, db_default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.event_type} {self.event_id}"


_WRITTEN = tuple(field.attname for field in Envelope._meta.local_fields)
_PLACES = f"({', '.join(['%s'] * len(_WRITTEN))})"


class OutboxMessage(Envelope):
    """An event waiting to reach Kafka, committed together with its cause.

    Events of one key leave in the order of their ids. That is the order in which they happened
    only if the service holds the row lock of the aggregate while it publishes. Under that lock
    it also counts the aggregate's versions, so that a sequence has no gap and no repetition.
    No index of all rows but the key: the table is empty most of the time and written by every
    command.
    """

    # Each context says what its events are about (``wms.<noun>.<what-happened>``) and where
    # they go; neither follows from the name of its app.
    noun: ClassVar[str]
    topic: ClassVar[str]
    # Of a row that was made by ``row_of``; the table does not keep it.
    changes: Collection[str] = ()

    id = models.BigAutoField(primary_key=True)
    # Why Kafka can never take this event. It and all later ones of its key wait for a person;
    # clearing the text sends them on their way again.
    held_because = models.TextField(default="", db_default="", blank=True)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["partition_key"],
                name="%(class)s_held",
                condition=~models.Q(held_because=""),
            )
        ]

    @classmethod
    def publish(cls, event: Event, *, sequence: int) -> None:
        """Add an event to the outbox, with the version its aggregate has reached.

        Raises:
            TransactionManagementError: there is no transaction to share the fate of.
            ValueError: the event belongs to another context.
        """
        cls.publish_all([(event, sequence)])

    @classmethod
    def publish_all(cls: type[Self], events: Iterable[tuple[Event, int]]) -> None:
        """Add many events with the versions of their aggregates, in one statement.

        Raises:
            TransactionManagementError: there is no transaction to share the fate of.
            ValueError: an event belongs to another context.
        """
        if not connection_of(cls).in_atomic_block:
            raise TransactionManagementError("publish an event in the transaction of its cause")
        rows = [cls.row_of(event, sequence) for event, sequence in events]
        if not rows:
            return
        # Nothing is read back: whoever publishes may write into an outbox and not look into it.
        places = ", ".join([_PLACES] * len(rows))
        with cursor_of(cls) as cursor:
            cursor.execute(
                f"INSERT INTO {table(cls)} ({', '.join(_WRITTEN)}) VALUES {places}",
                [getattr(row, name) for row in rows for name in _WRITTEN],
            )
        cls.note_changes(rows)

    @classmethod
    def note_changes(cls: type[Self], rows: Iterable[Self]) -> None:
        """Let what was read of the things that changed be forgotten with the commit.

        Whoever inserts rows in a statement of their own calls it.
        """
        changed = {tag for row in rows for tag in row.changes}
        forget_after_commit(changed, database=database_of(cls._meta.app_label))

    @classmethod
    def forget(cls, *subjects: UUID) -> None:
        """Let what was read of things be forgotten with the commit; no event says they changed."""
        tags = {tag_of(cls.noun, subject) for subject in subjects}
        forget_after_commit(tags, database=database_of(cls._meta.app_label))

    @classmethod
    def changes_of(cls, subject: UUID, data: bytes) -> set[str]:
        """Return the tags of what an event says has changed: its subject, and what more it names.

        Args:
            subject: what it is about.
            data: the event as JSON, with all its rows.
        """
        del data
        return {tag_of(cls.noun, subject)}

    @classmethod
    def row_of(cls: type[Self], event: Event, sequence: int) -> Self:
        """Return the row of an event, for a statement that inserts it beside its cause.

        One that grows, and is too large for a message, goes without its rows.

        Raises:
            ValueError: the event belongs to another context.
        """
        if event.noun != cls.noun:
            raise ValueError(f"{event.event_type} is not a fact of {cls.noun}")
        encoding = encoding_of(type(event))
        data = encoding.dump_json(event)
        changes = cls.changes_of(event.subject, data)
        if event.grows and len(data) > settings.KAFKA_MAX_EVENT_BYTES - ENVELOPE_BYTES:
            data = encoding.dump_json(event.without_rows())
        row = cls(
            event_type=event.event_type,
            partition_key=event.partition_key,
            subject=event.subject,
            sequence=sequence,
            data=data.decode(),
            traceparent=traceparent(event.partition_key),
        )
        row.changes = changes
        return row


class EventLogEntry(Envelope):
    """An event that Kafka has acknowledged, kept under the id it had in the outbox.

    Partitioned by the month of the event, so that old months can leave whole.
    """

    partitioned_by: ClassVar[str] = "occurred_at"
    kept_for: ClassVar[timedelta | None] = None  # replays and projections start from it

    pk = models.CompositePrimaryKey("occurred_at", "id")
    id = models.BigIntegerField()

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
