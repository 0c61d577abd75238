"""What the machinery cannot settle alone, as it is now: for whoever puts it before a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from wms.platform.consumers.models import DeadLetter, GroupAway
from wms.platform.consumers.state import forget_old, group_states
from wms.platform.deferred.contracts import DeferredState
from wms.platform.deferred.kept import deferred_kinds
from wms.platform.deferred.models import DeferredCommand
from wms.platform.kafka.groups import subscribers
from wms.platform.kafka.owners import owners_of
from wms.platform.outbox.outboxes import outboxes
from wms.platform.outbox.rights import reading_events

DEAD_LETTER, EVENT_HELD, CONSUMERS_AWAY = "dead_letter", "event_held", "consumers_away"
COMMAND_FAILED = "command_failed"
TROUBLES = (DEAD_LETTER, EVENT_HELD, CONSUMERS_AWAY, COMMAND_FAILED)
# A deployment, and a broker that comes back, are over by then.
AWAY_IS_TROUBLE_AFTER = timedelta(seconds=60)
# Of each group and outbox, the oldest; a fault of the code makes thousands that are all alike.
MOST_OF_EACH = 100
LOOK_BACK = 500


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """One thing that a person must look at; ``key`` is the same as long as it is the same thing.

    ``client_id`` is whose it is, None if it is nobody's in particular; its ``message`` then names
    no goods and no orders.
    """

    kind: str
    key: str
    subject: str
    message: str
    since: datetime
    client_id: UUID | None = None
    order_id: UUID | None = None


def troubles() -> tuple[Trouble, ...]:
    """Return what a person must look at now; settle what has settled itself.

    A dead letter is settled when its group has handled the event after all. A group is away when
    it was not at work in two looks, a minute apart.
    """
    _settle_handled()
    forget_old()
    return (*_dead_letters(), *_held_events(), *_groups_away(), *_failed_commands())


def _settle_handled() -> None:
    for subscriber in subscribers():
        letters = DeadLetter.objects.filter(
            group=subscriber.group, settled_at=None, event_id__isnull=False
        )
        oldest = letters.order_by("parked_at")[:LOOK_BACK]
        waiting = {each.event_id: each for each in oldest if each.event_id is not None}
        times = [each.occurred_at for each in waiting.values() if each.occurred_at is not None]
        if not times:
            continue
        # The times lead to the right partitions of the inbox.
        handled = subscriber.inbox.objects.filter(
            event_id__in=waiting, occurred_at__range=(min(times), max(times))
        )
        for event_id in handled.values_list("event_id", flat=True):
            waiting[event_id].settle("handled after all")


def _dead_letters() -> Iterator[Trouble]:
    for subscriber in subscribers():
        letters = DeadLetter.objects.filter(group=subscriber.group, settled_at=None)
        for each in letters.order_by("parked_at")[:MOST_OF_EACH]:
            what = each.event_type or "a message that cannot be read"
            why = f" after {each.tries} tries: {each.error}" if each.client_id else ""
            yield Trouble(
                kind=DEAD_LETTER,
                key=str(each.id),
                subject=each.group,
                message=f"{what} of {each.place} was given up{why}",
                since=each.parked_at,
                client_id=each.client_id,
                order_id=each.order_id,
            )


def _held_events() -> Iterator[Trouble]:
    for outbox in outboxes():
        held = outbox.waiting.objects.exclude(held_because="").order_by("id")
        with reading_events():
            rows = list(held[:MOST_OF_EACH])
        for row in rows:
            client_id, order_id = owners_of(row.data)
            yield Trouble(
                kind=EVENT_HELD,
                key=str(row.event_id),
                subject=outbox.noun,
                message=f"{row.event_type} cannot be sent, and holds back what follows of its"
                f" key{': ' + row.held_because if client_id else ''}",
                since=row.occurred_at,
                client_id=client_id,
                order_id=order_id,
            )


def _groups_away() -> Iterator[Trouble]:
    away = {each.group: each for each in group_states() if not each.is_at_work}
    GroupAway.objects.exclude(group__in=away).delete()
    GroupAway.objects.bulk_create([GroupAway(group=name) for name in away], ignore_conflicts=True)
    limit = timezone.now() - AWAY_IS_TROUBLE_AFTER
    for row in GroupAway.objects.filter(since__lt=limit).order_by("group"):
        state = away[row.group]
        why = state.why_not if state.topics_without else "an event of it is refused for too long"
        yield Trouble(
            kind=CONSUMERS_AWAY,
            key=row.group,
            subject=row.group,
            message=f"the consumer group {row.group} is not at work: {why}",
            since=row.since,
        )


def _failed_commands() -> Iterator[Trouble]:
    """Yield what was put off and failed, unless somebody has asked for the same again."""
    for kind in deferred_kinds():
        yield from _failed_of(kind)


def _failed_of(kind: type[DeferredCommand]) -> Iterator[Trouble]:
    again = kind.objects.filter(
        command=OuterRef("command"), subject_id=OuterRef("subject_id"), id__gt=OuterRef("id")
    )
    failed = kind.objects.filter(state=DeferredState.FAILED, ended_at__isnull=False)
    for row in failed.exclude(Exists(again)).order_by("ended_at")[:MOST_OF_EACH]:
        yield Trouble(
            kind=COMMAND_FAILED,
            key=str(row.id),
            subject=row.command,
            message=f"{row} failed {row.attempts} times, and is tried no more"
            f"{': ' + row.message if row.client_id else ''}",
            since=row.ended_at or row.asked_at,
            client_id=row.client_id,
        )
