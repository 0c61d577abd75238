"""What events say about an order: a set of entries, and the facts that follow from it.

An entry is added once, however often its event comes, and adding it commutes with adding any other;
so all that follows from the set is the same whatever the order of arrival. Of several entries that
say the same of a source, that of its highest version is the fact.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias, cast

from wms.reporting.projection.contracts import Entry

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

# By ``<noun>/<id of the subject>/<version>``: when, what happened, who caused it, what is so since,
# and what more there is to say of it.
Entries: TypeAlias = dict[str, dict[str, Json]]


def entry_of(entry: Entry, says: Mapping[str, Json], detail: str) -> Entries:
    """Return what an event says about an order, under its name in the set."""
    event = entry.event
    return {
        f"{event.noun}/{event.subject}/{entry.sequence}": {
            "at": entry.occurred_at.isoformat(),
            "type": event.event_type,
            "by": entry.actor,
            "says": dict(says),
            "detail": detail,
        }
    }


def until(entries: Entries, moment: datetime) -> Entries:
    """Return the entries of what had happened by a moment."""
    return {key: each for key, each in entries.items() if moment_of(each) <= moment}


def moment_of(entry: Mapping[str, Json]) -> datetime:
    """Return when an entry's event happened."""
    return datetime.fromisoformat(str(entry["at"]))


def facts_of(entries: Entries) -> Facts:
    """Return what is true of each source by its highest version."""
    facts: Facts = {}
    for key, entry in entries.items():
        source, _, version = key.rpartition("/")
        sequence = int(version)
        for what, value in cast("dict[str, Any]", entry["says"]).items():
            name = f"{source}/{what}"
            if name not in facts or facts[name].sequence < sequence:
                facts[name] = Fact(sequence, str(entry["at"]), value)
    return facts


def sequences(entries: Entries) -> dict[str, int]:
    """Return the highest version known of each source, by ``<noun>/<id>``."""
    highest: dict[str, int] = {}
    for key in sorted(entries):
        source, _, version = key.rpartition("/")
        highest[source] = max(int(version), highest.get(source, 0))
    return highest


def by_subject(facts: Facts, noun: str) -> dict[str, dict[str, Fact]]:
    """Return what is known of each subject of a kind, by its id."""
    subjects: dict[str, dict[str, Fact]] = {}
    for key, fact in sorted(facts.items()):
        kind, subject, what = key.split("/", 2)
        if kind == noun:
            subjects.setdefault(subject, {})[what] = fact
    return subjects
