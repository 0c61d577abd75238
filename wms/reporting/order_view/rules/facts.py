"""What events say about an order: a map in which the highest version of each entry wins.

Adding an event to the map commutes with adding any other, and adding it twice is adding it once;
so the map is a function of the set of events, whatever their order of arrival.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeAlias
from uuid import UUID

from wms.kernel.events import Event

Json: TypeAlias = str | int | bool | list["Json"] | dict[str, "Json"] | None


class Fact(NamedTuple):
    """What is true of a source since it reached a version, and when (ISO 8601) it did."""

    sequence: int
    since: str
    value: Json

    @property
    def moment(self) -> datetime:
        """Return since when it is true."""
        return datetime.fromisoformat(self.since)


# By ``<noun>/<id of the subject>/<what>``.
Facts: TypeAlias = dict[str, Fact]


@dataclass(frozen=True, kw_only=True)
class Source:
    """The thing an event happened to, the version it reached by it, and when."""

    noun: str
    subject: UUID
    sequence: int
    occurred_at: datetime

    @classmethod
    def of(cls, event: Event, sequence: int, occurred_at: datetime) -> "Source":
        """Return the source of an event."""
        return cls(
            noun=event.noun, subject=event.subject, sequence=sequence, occurred_at=occurred_at
        )


def merged(facts: Facts, source: Source, news: Mapping[str, Json]) -> Facts:
    """Return the facts with what a source says added; an older version never wins."""
    result = dict(facts)
    for what, value in news.items():
        key = f"{source.noun}/{source.subject}/{what}"
        if key not in result or result[key].sequence < source.sequence:
            result[key] = Fact(source.sequence, source.occurred_at.isoformat(), value)
    return result


def sequences(facts: Facts) -> dict[str, int]:
    """Return the highest version known of each source, by ``<noun>/<id>``."""
    highest: dict[str, int] = {}
    for key, fact in sorted(facts.items()):
        source = key.rpartition("/")[0]
        highest[source] = max(fact.sequence, highest.get(source, 0))
    return highest


def by_subject(facts: Facts, noun: str) -> dict[str, dict[str, Fact]]:
    """Return what is known of each subject of a kind, by its id."""
    subjects: dict[str, dict[str, Fact]] = {}
    for key, fact in sorted(facts.items()):
        kind, subject, what = key.split("/")
        if kind == noun:
            subjects.setdefault(subject, {})[what] = fact
    return subjects
