"""What projections are asked and what they answer: frozen, framework-free, append-only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from wms.kernel.errors import NotFound
from wms.kernel.events import Event
from wms.kernel.text import Code


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An event with its envelope; ``sequence`` is the version of its subject afterwards.

    ``actor`` is who caused it; empty for those of before that was kept.
    """

    event: Event
    event_id: UUID
    sequence: int
    occurred_at: datetime
    actor: Code = ""


@dataclass(frozen=True, kw_only=True)
class ApplyEvents:
    """Let a projection know of events, each any number of times and in any order."""

    projection: Code
    entries: tuple[Entry, ...]


class GenerationState(StrEnum):
    """What becomes of the rows of a generation: they are made, asked for, or deleted."""

    BUILDING = "building"
    LIVE = "live"
    OLD = "old"


@dataclass(frozen=True, kw_only=True)
class ProjectionState:
    """How a projection is doing: ``lag`` events behind, the oldest of them ``lag_seconds`` old.

    ``version`` is that of what is asked for, None before the first event; ``is_outdated`` says that
    this release wants another one. ``rebuilt`` is how many events the next generation has read.
    """

    name: Code
    group: Code
    version: int | None
    is_outdated: bool
    live_since: datetime | None
    is_at_work: bool
    lag: int
    lag_seconds: float
    rebuilt: int | None


@dataclass(frozen=True, kw_only=True)
class ProjectionStates:
    """All projections there are."""

    results: tuple[ProjectionState, ...]


class UnknownProjection(NotFound):
    """There is no projection of this name."""

    code = "projection_not_found"


class ProjectionOutdated(ConnectionError):
    """The rows of this release's projection are not there yet; events wait until it is rebuilt.

    To a consumer it is as if their server were away.
    """


class ConsumersBusy(Exception):
    """Consumers did not let go in time; nothing was done, and it can be tried again."""
