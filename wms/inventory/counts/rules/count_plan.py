"""Which locations are worth a count next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

# Days after which goods that were never counted, or long ago, are as urgent as age can make them.
OLDEST_DAYS = 365
# What one unit that a picker did not find outweighs: any age, and any value.
SHORT_PICK = 10_000


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A client's goods at a location.

    ``worth`` is the value of the units there in whole currency, or their number where no value
    is known; ``missing`` are units that pickers looked for and did not find. One that
    ``awaits_count`` is blocked until it is counted.
    """

    location_id: UUID
    client_id: UUID
    counted_at: datetime | None
    worth: int
    missing: int
    awaits_count: bool = False


def score(candidate: Candidate, now: datetime) -> int:
    """Return how urgent a count is; more is more urgent, and more of anything is never less.

    A unit that is missing outweighs all else, and so does a place that is blocked for it. Age
    counts by the day; worth by its magnitude (a month for each doubling would be too much, a day
    too little: ten days), so that dear goods are counted more often and cheap ones are still
    counted.
    """
    age = OLDEST_DAYS
    if candidate.counted_at is not None:
        age = min(max((now - candidate.counted_at).days, 0), OLDEST_DAYS)
    missed = max(candidate.missing, int(candidate.awaits_count))
    return SHORT_PICK * missed + age + 10 * candidate.worth.bit_length()


def choose(candidates: Iterable[Candidate], *, limit: int, now: datetime) -> list[Candidate]:
    """Return the most urgent ones, the most urgent first; equals in the order of their ids."""
    return sorted(
        candidates,
        key=lambda each: (-score(each, now), each.location_id, each.client_id),
    )[: max(limit, 0)]
