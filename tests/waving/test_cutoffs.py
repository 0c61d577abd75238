"""When the truck leaves, by the clock of the warehouse: rules, so no database."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wms.waving.domain.cutoffs import next_cutoff

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = sorted(available_timezones())
YEARS = (1970, 2038)
MINUTE = timedelta(minutes=1)
# Further apart from each other than two moves of a clock ever were from there and back.
PROBE = timedelta(days=10)


@cache
def moves_of_the_clock(zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return the first second after each change of the offset from UTC, in all the years."""
    first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in YEARS)
    probes = [first + PROBE * step for step in range((last - first) // PROBE)]
    found = []
    for before, after in pairwise(probes):
        if offset(before, zone) != offset(after, zone):
            low, high = before, after
            while high - low > timedelta(seconds=1):
                middle = (low + (high - low) / 2).replace(microsecond=0)
                if offset(middle, zone) == offset(before, zone):
                    low = middle
                else:
                    high = middle
            found.append(high)
    return tuple(found)


def offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    shift = instant.astimezone(zone).utcoffset()
    assert shift is not None
    return shift


def wall(instant: datetime, zone: ZoneInfo) -> time:
    return instant.astimezone(zone).time()


@pytest.mark.parametrize(
    ("cutoff", "zone", "expected"),
    [
        (time(13), "UTC", datetime(2026, 11, 22, 13, tzinfo=UTC)),
        (time(12), "UTC", datetime(2026, 11, 23, 12, tzinfo=UTC)),
        (time(13), "Europe/Berlin", datetime(2026, 11, 23, 12, tzinfo=UTC)),
        (time(8), "America/New_York", datetime(2026, 11, 22, 13, tzinfo=UTC)),
    ],
)
def test_the_truck_leaves_by_the_clock_of_the_warehouse(cutoff, zone, expected):
    assert next_cutoff(NOW, cutoff, ZoneInfo(zone)) == expected


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("2026-10-25T00:15Z", "2026-10-25T00:30Z"),
        ("2026-10-25T00:30Z", "2026-10-25T01:30Z"),
        ("2026-10-25T01:15Z", "2026-10-25T01:30Z"),
        ("2026-10-25T01:30Z", "2026-10-26T01:30Z"),
    ],
)
def test_in_the_hour_that_comes_twice_a_cut_off_is_later_than_now(asked, answer):
    found = next_cutoff(datetime.fromisoformat(asked), time(2, 30), BERLIN)

    assert found == datetime.fromisoformat(answer)


def test_in_the_hour_that_is_missing_a_cut_off_is_when_it_would_have_been():
    asked = datetime.fromisoformat("2026-03-29T00:45Z")

    found = next_cutoff(asked, time(2, 30), BERLIN)

    assert found == datetime.fromisoformat("2026-03-29T01:30Z")
    assert next_cutoff(found, time(2, 30), BERLIN) == datetime.fromisoformat("2026-03-30T00:30Z")


def clocks() -> list[ZoneInfo]:
    """Return every clock there is, those that were always moved together once."""
    told = {}
    for zone in map(ZoneInfo, ZONES):
        moves = moves_of_the_clock(zone)
        told[moves, tuple(offset(moved, zone) for moved in moves)] = zone
    return list(told.values())


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_whenever_a_clock_was_moved_the_cut_off_is_later_than_now_and_at_its_time():
    for clock in clocks():
        for moved in moves_of_the_clock(clock):
            before = offset(moved - timedelta(seconds=1), clock)
            shift = offset(moved, clock) - before
            # Shown twice if the clock was put back, never if it was put forward.
            odd = (moved + before + shift / 2).time()
            for now in (moved - abs(shift), moved - MINUTE, moved + abs(shift) / 4):
                for cutoff in {wall(now, clock), odd}:
                    found = next_cutoff(now, cutoff, clock)

                    assert now < found <= now + timedelta(days=2) + abs(shift)
                    shown = {wall(found, clock), (found + before).time()}
                    assert cutoff in shown, (clock, now, cutoff, found)


@settings(deadline=None)
@given(data=st.data())
def test_no_earlier_minute_shows_that_time_of_day(data):
    clock = ZoneInfo(data.draw(st.sampled_from(ZONES)))
    moves = moves_of_the_clock(clock)
    assume(moves)
    now = data.draw(st.sampled_from(moves)) + data.draw(st.integers(-1500, 1500)) * MINUTE
    cutoff = data.draw(st.times().map(lambda each: each.replace(second=0, microsecond=0)))

    found = next_cutoff(now, cutoff, clock)

    between = (found - now - timedelta(seconds=1)) // MINUTE
    assert cutoff not in {wall(now + MINUTE * step, clock) for step in range(1, between + 1)}
