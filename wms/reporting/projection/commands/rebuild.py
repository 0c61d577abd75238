"""Putting a projection that was made anew in the place of the live one, or comparing the two."""

import time
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from wms.platform.database import limit_transaction
from wms.platform.kafka.groups import subscribers
from wms.platform.outbox.outboxes import Outbox
from wms.platform.outbox.replay import held_back, is_logged_to, last_waiting
from wms.platform.transactions import transaction_in
from wms.reporting.projection.commands.build import (
    Build,
    Report,
    database,
    delete_old,
    sole_build,
)
from wms.reporting.projection.contracts import GenerationState
from wms.reporting.projection.models.generation import Generation
from wms.reporting.projection.models.locks import lock_to_replace, nobody_begins
from wms.reporting.projection.models.projection import Projection
from wms.reporting.projection.queries.differences import (
    LONGEST,
    Difference,
    differences,
    is_complete,
    snapshot,
)

FEW = 1_000
PATIENCE = timedelta(seconds=30)
POLL_SECONDS = 0.05
PASSES = 20
TRIES = 20


class StillSending(Exception):
    """An outbox is not drained: what was sent of it is not in its log yet."""


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """What came of it: how many events were read, and where the two generations differed."""

    events: int
    differences: tuple[Difference, ...]


def rebuild(projection: Projection, report: Report) -> Rebuilt:
    """Make a projection anew from all events, while events go on, and put it in place at once.

    Until then it is asked for as it was; killed at any point, it still is, and the next call goes
    on. Consumers wait only while the last events are read.

    Raises:
        AlreadyBuilt: somebody else rebuilds or checks it just now.
        ConsumersBusy: consumers do not let go in time.
        StillSending: an outbox is not drained, so that the end of its log cannot be known.
        Unreadable: an event of a log is not one of its type.
    """
    with sole_build(projection):
        return _rebuild(projection, report)


def _rebuild(projection: Projection, report: Report) -> Rebuilt:
    build = Build.of(projection)
    read = _read_nearly_all(build, report)
    with nobody_begins(projection.name) as let_them_begin:
        with transaction_in(database()):
            limit_transaction(LONGEST, database=database())
            lock_to_replace(projection.name)
            read += _read_to_the_end(build, report)
            _let_come_again(projection, build)
            live = _live(projection)
            if live is not None:
                live.state = GenerationState.OLD.value
                live.save(update_fields=["state"])
            build.generation.state = GenerationState.LIVE.value
            build.generation.live_at = timezone.now()
            build.generation.save(update_fields=["state", "live_at"])
        with snapshot(database()):
            let_them_begin()
            found = () if live is None else differences(projection, live.id, build.generation.id)
    delete_old(projection)
    return Rebuilt(events=read, differences=found)


def check(projection: Projection, report: Report) -> Rebuilt:
    """Make a projection anew beside the live one and say where they differ; change nothing.

    What consumers have not handled yet is no difference: rows are looked at until they are the
    same, twenty times at most.

    Raises:
        AlreadyBuilt: somebody else rebuilds or checks it just now.
        ConsumersBusy: consumers do not let go in time.
        StillSending: an outbox is not drained, so that the end of its log cannot be known.
        Unreadable: an event of a log is not one of its type.
    """
    with sole_build(projection):
        return _check(projection, report)


def _check(projection: Projection, report: Report) -> Rebuilt:
    build = Build.of(projection)
    read = _read_nearly_all(build, report)
    found: tuple[Difference, ...] | None = None
    now: tuple[Difference, ...] = ()
    for attempt in range(TRIES):
        if attempt:
            time.sleep(10 * POLL_SECONDS)
            read += build.read_all(report)
        with nobody_begins(projection.name) as let_them_begin:
            with transaction_in(database()):
                limit_transaction(LONGEST, database=database())
                lock_to_replace(projection.name)
                read += _read_to_the_end(build, report)
            with snapshot(database()):
                let_them_begin()
                live = _live(projection)
                now = differences(projection, 0 if live is None else live.id, build.generation.id)
        if is_complete(now):
            found = now if found is None else _in_both(found, now)
        if found == ():
            break
    build.generation.state = GenerationState.OLD.value
    build.generation.save(update_fields=["state"])
    delete_old(projection)
    return Rebuilt(events=read, differences=now if found is None else found)


def _read_nearly_all(build: Build, report: Report) -> int:
    """Read on until a pass has found no more than a few events, or they come as fast as that."""
    total = 0
    for _ in range(PASSES):
        count = build.read_all(report)
        total += count
        if count <= FEW:
            break
    return total


def _read_to_the_end(build: Build, report: Report) -> int:
    """Read all that was sent to consumers by now; nobody may handle more meanwhile."""
    deadline = time.monotonic() + PATIENCE.total_seconds()
    for outbox in build.sources:
        last = last_waiting(outbox)
        while not is_logged_to(outbox, last):
            if time.monotonic() > deadline:
                raise StillSending(_advice(outbox))
            time.sleep(POLL_SECONDS)
    return build.read_rest(report)


def _let_come_again(projection: Projection, build: Build) -> None:
    """Forget that the group has handled what still waits behind an event that is held back.

    Some of it may have been sent before, and is not in a log yet: it is sent again one day.
    """
    (subscriber,) = subscribers([projection.name])
    inbox = subscriber.inbox
    for outbox in build.sources:
        inbox.objects.filter(event_id__in=held_back(outbox)).delete()


def _live(projection: Projection) -> Generation | None:
    return Generation.objects.filter(
        projection=projection.name, state=GenerationState.LIVE.value
    ).first()


def _in_both(before: tuple[Difference, ...], now: tuple[Difference, ...]) -> tuple[Difference, ...]:
    return tuple(each for each in now if each in before)


def _advice(outbox: Outbox) -> str:
    return f"{outbox.name} is not drained: look at the drain and at Kafka, and run it again"
