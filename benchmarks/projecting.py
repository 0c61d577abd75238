"""How many events a projection takes in a second, from its consumer and when it is rebuilt."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

import benchmarks.ready  # noqa: F401 - before the models
from benchmarks.figures import Figure
from benchmarks.million import FEW, MANY, with_history
from benchmarks.stock_size import process_on
from wms.platform.inbox.receipt import InboxReceipt
from wms.platform.inbox.receipts import InboxReceipts
from wms.platform.kafka.groups import subscribers
from wms.platform.outbox.replay import Place, read_log
from wms.reporting.projection.commands.apply_events import apply_events
from wms.reporting.projection.commands.build import Build, delete_old, entry_of, sources_of
from wms.reporting.projection.contracts import ApplyEvents, Entry, GenerationState
from wms.reporting.projection.models.generation import Generation
from wms.reporting.projection.models.projection import Projection
from wms.reporting.projection.queries.known import projections
from wms.reporting.subscribers import AT_MOST

GOAL = 5_000
REBUILT = 1_000_000
HEARD = 50_000


def measure(part: float, report: Callable[[str], None]) -> list[Figure]:
    """Return the events a second of each projection; ``part`` of the usual events are taken."""
    orders = max(FEW, round(MANY * part))

    def ask(addresses: dict[int, str]) -> list[Figure]:
        with process_on(addresses[orders]) as pool:
            figures = []
            for name in pool.submit(_names).result():
                report(name)
                figures += pool.submit(_measure_one, name, part).result()
            return figures

    figures: list[Figure] = with_history(orders, report, ask)
    return figures


def _names() -> list[str]:
    return [each.name for each in projections()]


def _measure_one(name: str, part: float) -> list[Figure]:
    (projection,) = projections([name])
    heard, seconds = _hear(projection, max(AT_MOST, round(HEARD * part)))
    read, took = _rebuild(projection, round(REBUILT * part))
    return [
        Figure(f"{name}, events heard", heard / seconds, "events/s", "goal", GOAL),
        Figure(f"{name}, rebuilt of {read:,} events", read / took, "events/s", "goal", GOAL),
        Figure(f"{name}, rebuilt of {read:,} events", took / 60, "minutes"),
    ]


def _hear(projection: Projection, count: int) -> tuple[int, float]:
    """Let the consumer's command take events in batches, with a receipt for each, into new rows."""
    (subscriber,) = subscribers([projection.name])
    heard, seconds = 0, 0.0
    with _nothing_there(projection):
        for entries in _batches(projection, count):
            receipts = InboxReceipts(
                InboxReceipt(subscriber.inbox, event_id=each.event_id, occurred_at=each.occurred_at)
                for each in entries
            )
            begun = time.perf_counter()
            apply_events(
                ApplyEvents(projection=projection.name, entries=tuple(entries)), receipt=receipts
            )
            seconds += time.perf_counter() - begun
            heard += len(entries)
        ids = subscriber.inbox.objects.all()
        ids.delete()
    return heard, seconds


def _rebuild(projection: Projection, count: int) -> tuple[int, float]:
    """Read the logs as a rebuild does, until so many events are read; then take it back."""
    read = 0

    def report(events: int, _until: datetime) -> None:
        nonlocal read
        read += events
        if read >= count:
            raise _Enough

    build = Build.of(projection)
    begun = time.perf_counter()
    with suppress(_Enough):
        build.read_all(report)
    took = time.perf_counter() - begun
    build.generation.state = GenerationState.OLD.value
    build.generation.save(update_fields=["state"])
    delete_old(projection)
    return read, took


class _Enough(Exception):
    """So many events were read as were asked for."""


@contextmanager
def _nothing_there(projection: Projection) -> Iterator[None]:
    """Put the live rows aside until the block ends, so that its events are all news."""
    generations = Generation.objects.filter(projection=projection.name)
    (live,) = generations.filter(state=GenerationState.LIVE.value)
    generations.filter(id=live.id).update(state=GenerationState.BUILDING.value)
    try:
        yield
    finally:
        generations.exclude(id=live.id).update(state=GenerationState.OLD.value)
        generations.filter(id=live.id).update(state=GenerationState.LIVE.value)
        delete_old(projection)


def _batches(projection: Projection, count: int) -> Iterator[list[Entry]]:
    """Yield events of all logs in turn, as many at once as a consumer takes."""
    logs = sources_of(projection)
    places: dict[str, Place | None] = {each.name: None for each in logs}
    while count > 0 and logs:
        for outbox in tuple(logs):
            rows = read_log(outbox, projection.event_types, places[outbox.name], AT_MOST)
            if not rows:
                logs.remove(outbox)
                continue
            places[outbox.name] = Place(rows[-1].occurred_at, rows[-1].id)
            yield list(map(entry_of, rows))
            count -= len(rows)
