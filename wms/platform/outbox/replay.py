"""Reading published events again, in the order of their times: for what is made of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from wms.platform.kafka.cloudevents import Recorded
from wms.platform.outbox.models import EventLogEntry, OutboxMessage
from wms.platform.outbox.outboxes import Outbox, outboxes
from wms.platform.outbox.rights import reading_events
from wms.platform.outbox.rows import ENVELOPE


@dataclass(frozen=True, order=True)
class Place:
    """Where an event log was read to: up to the event of this time and this id."""

    occurred_at: datetime
    id: int = 0


def read_log(
    outbox: Outbox, event_types: Sequence[str], after: Place | None, limit: int
) -> list[Recorded]:
    """Return the next events of some types in a log, the oldest first."""
    rows = _after(outbox, event_types, after)[:limit]
    with reading_events():
        return [Recorded(**row) for row in rows.values(*ENVELOPE)]


def list_log(
    outbox: Outbox, event_types: Sequence[str], after: Place | None, limit: int
) -> list[Place]:
    """Return where the next events of some types are in a log; what they say is not read."""
    rows = _after(outbox, event_types, after)[:limit]
    with reading_events():
        return [Place(*row) for row in rows.values_list("occurred_at", "id")]


def read_places(outbox: Outbox, places: Sequence[Place]) -> list[Recorded]:
    """Return the events at these places of a log, the oldest first."""
    rows = outbox.log.objects.filter(
        occurred_at__in={each.occurred_at for each in places}, id__in=[each.id for each in places]
    )
    with reading_events():
        return [Recorded(**row) for row in rows.order_by("occurred_at", "id").values(*ENVELOPE)]


def count_log(outbox: Outbox, event_types: Sequence[str]) -> int:
    """Return how many events of some types a log holds."""
    with reading_events():
        return outbox.log.objects.filter(event_type__in=event_types).count()


def has_log_before(event_types: Sequence[str], moment: datetime) -> bool:
    """Return whether any log holds events of some types that happened before a moment."""
    with reading_events():
        return any(
            outbox.log.objects.filter(event_type__in=event_types, occurred_at__lt=moment).exists()
            for outbox in outboxes()
        )


def oldest_waiting(outbox: Outbox) -> datetime | None:
    """Return the time of the oldest event that is not in its log yet; None if all are."""
    with reading_events():
        oldest: datetime | None = outbox.waiting.objects.aggregate(oldest=Min("occurred_at"))[
            "oldest"
        ]
    return oldest


def last_waiting(outbox: Outbox) -> int:
    """Return the id of the newest event that is about to be sent, or to be logged; 0 if none."""
    newest = _on_their_way(outbox).order_by("-id")
    with reading_events():
        return newest.values_list("id", flat=True).first() or 0


def is_logged_to(outbox: Outbox, last: int) -> bool:
    """Return whether all events up to an id are in the log, of those that nothing holds back."""
    with reading_events():
        return not _on_their_way(outbox).filter(id__lte=last).exists()


def held_back(outbox: Outbox) -> list[UUID]:
    """Return the events that are held back, and those that wait behind one of their key."""
    waiting = outbox.waiting.objects.filter(partition_key__in=_held_keys(outbox))
    with reading_events():
        return list(waiting.values_list("event_id", flat=True))


def _after(
    outbox: Outbox, event_types: Sequence[str], after: Place | None
) -> QuerySet[EventLogEntry]:
    rows = outbox.log.objects.filter(event_type__in=event_types).order_by("occurred_at", "id")
    if after is None:
        return rows
    # The first condition alone says enough to leave out whole partitions.
    return rows.filter(
        Q(occurred_at__gte=after.occurred_at),
        TupleGreaterThan(Tuple("occurred_at", "id"), (after.occurred_at, after.id)),
    )


def _on_their_way(outbox: Outbox) -> QuerySet[OutboxMessage]:
    return outbox.waiting.objects.exclude(partition_key__in=_held_keys(outbox))


def _held_keys(outbox: Outbox) -> QuerySet[OutboxMessage, UUID]:
    held = outbox.waiting.objects.exclude(held_because="")
    return held.values_list("partition_key", flat=True)
