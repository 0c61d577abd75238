"""How the outboxes are doing, for health, metrics and admin."""

from dataclasses import dataclass
from datetime import datetime

from wms.platform.databases import cursor_of
from wms.platform.outbox.marks import DrainMark
from wms.platform.outbox.outboxes import Outbox, outboxes
from wms.platform.outbox.rights import reading_events
from wms.platform.tables import table

COUNT_LIMIT = 100_000


@dataclass(frozen=True, kw_only=True)
class OutboxState:
    """What waits in an outbox; ``waiting`` is counted up to a limit of 100,000."""

    outbox: str
    topic: str
    waiting: int
    oldest_at: datetime | None
    held: int
    drained_at: datetime | None


def outbox_states() -> tuple[OutboxState, ...]:
    """Return the state of every outbox."""
    marks = dict(DrainMark.objects.values_list("outbox", "drained_at"))
    return tuple(_state(outbox, marks.get(outbox.name)) for outbox in outboxes())


def drained_at() -> datetime | None:
    """Return since when every outbox is known to be drained; None if one never was."""
    marks = dict(DrainMark.objects.values_list("outbox", "drained_at"))
    every = [marks.get(outbox.name) for outbox in outboxes()]
    known = [each for each in every if each is not None]
    return min(known) if known and len(known) == len(every) else None


def _state(outbox: Outbox, drained: datetime | None) -> OutboxState:
    waiting_events = table(outbox.waiting)
    with reading_events(), cursor_of(outbox.waiting) as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM"
            f" (SELECT FROM {waiting_events} LIMIT {COUNT_LIMIT}) AS counted),"
            f" (SELECT occurred_at FROM {waiting_events} ORDER BY id LIMIT 1),"
            f" (SELECT count(*) FROM {waiting_events} WHERE held_because <> '')"
        )
        waiting, oldest_at, held = cursor.fetchone()
    return OutboxState(
        outbox=outbox.name,
        topic=outbox.topic,
        waiting=waiting,
        oldest_at=oldest_at,
        held=held,
        drained_at=drained,
    )
