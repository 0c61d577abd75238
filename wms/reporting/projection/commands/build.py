"""Building the next generation of a projection from the event logs, beside the live one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from pydantic import ValidationError

from wms.kernel.events import Event
from wms.platform.databases import cursor_of, database_of
from wms.platform.kafka.cloudevents import Recorded
from wms.platform.outbox.connection import direct_connection
from wms.platform.outbox.models import encoding_of
from wms.platform.outbox.outboxes import Outbox, outboxes
from wms.platform.outbox.replay import (
    Place,
    count_log,
    list_log,
    oldest_waiting,
    read_log,
    read_places,
)
from wms.platform.tables import table
from wms.platform.transactions import transaction_in
from wms.reporting.projection.contracts import Entry, GenerationState
from wms.reporting.projection.models.generation import Generation
from wms.reporting.projection.models.projection import Projection

Report = Callable[[int, datetime], None]
"""Called after each page with how many events it had, and the time of the last."""

PAGE = 2_000
LISTED = 50_000
EVER = datetime.min.replace(tzinfo=UTC)
DELETED_AT_ONCE = 20_000
# A transaction is over by then: an event of before this is in its outbox or its log, or is not.
LONGEST_TRANSACTION = timedelta(minutes=15)


def database() -> str:
    """Return the alias of the database that projections are in."""
    return database_of(Generation._meta.app_label)


class AlreadyBuilt(Exception):
    """Two would write into one generation, and one of them delete it."""


class Unreadable(Exception):
    """An event of a log is not one of its type; consumers have given it up."""


@dataclass
class Build:
    """A generation that is being built; what is read twice changes nothing.

    Killed, it goes on where it was: how far the logs were read is written with the rows.
    """

    projection: Projection
    generation: Generation
    # Where the newest events that were read are, by their outbox: the next pass comes by them
    # again, and reads only what got between them.
    _known: dict[str, set[Place]] = field(default_factory=dict)

    @classmethod
    def of(cls, projection: Projection) -> "Build":
        """Return the build of a projection that was begun, or a new one."""
        delete_old(projection)
        with transaction_in(database()):
            building = Generation.objects.filter(
                projection=projection.name, state=GenerationState.BUILDING.value
            )
            # What another release has begun, this one cannot end.
            building.exclude(version=projection.version).update(state=GenerationState.OLD.value)
            generation, _is_new = building.get_or_create(
                defaults={
                    "projection": projection.name,
                    "version": projection.version,
                    "state": GenerationState.BUILDING.value,
                }
            )
        return cls(projection, generation)

    @property
    def sources(self) -> list[Outbox]:
        """Return the outboxes whose logs it is made of."""
        return sources_of(self.projection)

    def read_all(self, report: Report) -> int:
        """Read on to the end of every log, a page in a transaction; return how many events."""
        return sum(self._read_log(each, report) for each in self.sources)

    def read_rest(self, report: Report) -> int:
        """Do what ``read_all`` does, as part of the running transaction; nothing is read twice."""
        return sum(
            self._write(page, report)
            for outbox in self.sources
            for page in self._pages(outbox, newer_than=EVER)
        )

    def _read_log(self, outbox: Outbox, report: Report) -> int:
        # Whatever gets into the log later, though it happened before: it is read again from here.
        settled = timezone.now() - LONGEST_TRANSACTION
        waiting = oldest_waiting(outbox)
        if waiting is not None:
            settled = min(settled, waiting)
        count = 0
        for page in self._pages(outbox, newer_than=settled):
            with transaction_in(database()):
                count += self._write(page, report)
                read_to = min(Place(page[-1].occurred_at, page[-1].id), Place(settled))
                self.generation.read_to[outbox.name] = [read_to.occurred_at.isoformat(), read_to.id]
                self.generation.event_count += len(page)
                self.generation.save(update_fields=["read_to", "event_count"])
        return count

    def _pages(self, outbox: Outbox, *, newer_than: datetime) -> Iterator[list[Recorded]]:
        """Yield what was not read yet; what is newer is remembered, since it is come by again."""
        place = self._read_to(outbox)
        before = self._known.get(outbox.name, set())
        known = self._known[outbox.name] = {
            each for each in before if place is None or each > place
        }
        types = self.projection.event_types
        pages = (
            _unread(outbox, types, place, frozenset(known)) if known else _all(outbox, types, place)
        )
        for page in pages:
            known |= {
                Place(each.occurred_at, each.id) for each in page if each.occurred_at >= newer_than
            }
            yield page

    def _read_to(self, outbox: Outbox) -> Place | None:
        if outbox.name not in self.generation.read_to:
            return None
        moment, last = self.generation.read_to[outbox.name]
        return Place(datetime.fromisoformat(moment), last)

    def _write(self, page: list[Recorded], report: Report) -> int:
        self.projection.write(self.generation.id, list(map(entry_of, page)))
        report(len(page), page[-1].occurred_at)
        return len(page)


def _all(outbox: Outbox, types: list[str], place: Place | None) -> Iterator[list[Recorded]]:
    while page := read_log(outbox, types, place, PAGE):
        yield page
        place = Place(page[-1].occurred_at, page[-1].id)


def _unread(
    outbox: Outbox, types: list[str], place: Place | None, known: frozenset[Place]
) -> Iterator[list[Recorded]]:
    while listed := list_log(outbox, types, place, LISTED):
        news = [each for each in listed if each not in known]
        for start in range(0, len(news), PAGE):
            # A month may have left since they were listed.
            if page := read_places(outbox, news[start : start + PAGE]):
                yield page
        place = listed[-1]


def entry_of(row: Recorded) -> Entry:
    """Return an event as its log has it."""
    try:
        event: Event = encoding_of(Event.catalogue[row.event_type]).validate_json(row.data)
    except ValidationError as error:
        raise Unreadable(f"{row.event_type} {row.event_id} cannot be read: {error}") from error
    return Entry(
        event=event,
        event_id=row.event_id,
        sequence=row.sequence,
        occurred_at=row.occurred_at,
        actor=row.actor,
    )


@contextmanager
def sole_build(projection: Projection) -> Iterator[None]:
    """Let nobody else build a projection until the block ends, or the connection does.

    Raises:
        AlreadyBuilt: somebody does just now.
    """
    with direct_connection("wms rebuild", database=database()) as connection:
        key = f"build {projection.name}"
        query = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
        if connection.execute(query, [key]).fetchone() != (True,):
            raise AlreadyBuilt(f"{projection.name} is rebuilt or checked just now by somebody else")
        yield


def count_events(projection: Projection) -> int:
    """Return how many events a projection is made of, as of now."""
    return sum(count_log(each, projection.event_types) for each in sources_of(projection))


def sources_of(projection: Projection) -> list[Outbox]:
    """Return the outboxes of whose logs a projection is made."""
    nouns = {each.noun for each in projection.events}
    return [each for each in outboxes() if each.noun in nouns]


def delete_old(projection: Projection) -> int:
    """Delete the rows of generations that nobody asks for; return how many."""
    old = Generation.objects.filter(projection=projection.name, state=GenerationState.OLD.value)
    deleted = 0
    for generation in old:
        for model in projection.models:
            statement = (
                f"DELETE FROM {table(model)} WHERE ctid = ANY(ARRAY(SELECT ctid"
                f" FROM {table(model)} WHERE generation = %s LIMIT %s))"
            )
            while True:
                with cursor_of(model) as cursor:
                    cursor.execute(statement, [generation.id, DELETED_AT_ONCE])
                    deleted += cursor.rowcount
                    if cursor.rowcount < DELETED_AT_ONCE:
                        break
        generation.delete()
    return deleted
