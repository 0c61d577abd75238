"""When the truck leaves, and how near that is."""

from datetime import UTC, datetime, time, timedelta, tzinfo

from wms.waving.contracts import WaveStatus

# A clock that is moved over midnight brings a day before or after into play.
_DAYS_AROUND = range(-2, 3)

_ENDED = frozenset({WaveStatus.COMPLETED, WaveStatus.CANCELLED})


def is_at_risk(
    status: WaveStatus, cutoff_at: datetime | None, *, now: datetime, warning: timedelta
) -> bool:
    """Return whether a wave has work left shortly before its truck leaves, or after."""
    return cutoff_at is not None and status not in _ENDED and now >= cutoff_at - warning


def next_cutoff(now: datetime, cutoff: time, zone: tzinfo) -> datetime:
    """Return the next instant, in UTC, at which it is that time of day in a time zone.

    It is later than ``now``. In an hour that comes twice there are two such instants; where the
    clock skips the time, it is when the clock would have shown it, had it not been moved.
    """
    today = now.astimezone(zone).date()
    instants = (
        instant
        for days in _DAYS_AROUND
        for instant in _instants(datetime.combine(today + timedelta(days=days), cutoff), zone)
    )
    return min(instant for instant in instants if instant > now)


def _instants(wall: datetime, zone: tzinfo) -> list[datetime]:
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    # In a gap, the second reading would be before it.
    return [first, second] if first < second else [first]
