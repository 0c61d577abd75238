"""The arithmetic of counts, whatever the numbers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.counts.contracts.counts import FoundGoods
from wms.inventory.counts.contracts.refused_counts import CountIncomplete
from wms.inventory.counts.rules.count_plan import Candidate, choose, score
from wms.inventory.counts.rules.variances import (
    Limits,
    Shelf,
    StockKey,
    matched,
    next_status,
    settle,
)
from wms.inventory.work.contracts.counts import CountStatus
from wms.inventory.work.rules.count_states import COUNT_TRANSITIONS

UNITS = st.integers(0, 10_000_000)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
USABLE = StockStatus.USABLE
NOTHING_ALLOWED, ANYTHING = Limits(units=0, percent=0), Limits(units=10**9, percent=10**9)
SHELVES = st.builds(Shelf, expected=UNITS, taken=UNITS, missing=UNITS)
CANDIDATES = st.builds(
    Candidate,
    location_id=st.uuids(),
    client_id=st.uuids(),
    counted_at=st.none()
    | st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the strategy adds the zone
    worth=st.integers(0, 10**9),
    missing=st.integers(0, 10**6),
)


@given(SHELVES, UNITS)
def test_the_books_hold_what_was_counted_and_nothing_is_missing(shelf, counted):
    what = settle(shelf, counted)

    usable = shelf.expected + what.found + what.gained - what.lost
    missing = shelf.missing - what.found - what.written_off
    assert (usable, missing) == (counted, 0)
    assert min(what.found, what.gained, what.written_off, what.lost) >= 0


@given(SHELVES, UNITS)
def test_nothing_is_booked_both_ways(shelf, counted):
    what = settle(shelf, counted)

    assert not (what.gained and (what.lost or what.written_off))
    assert not (what.found and what.lost)
    assert what.gained - what.lost - what.written_off == counted - shelf.expected - shelf.missing
    assert what.units == 0 or counted != shelf.expected or shelf.missing


@given(SHELVES, UNITS, st.data())
def test_what_pickers_miss_after_the_count_is_lost_once(shelf, counted, data):
    missed = data.draw(st.integers(0, shelf.expected))

    what = settle(shelf, counted, missed)

    usable = shelf.expected - missed + what.found + what.gained - what.lost
    missing = shelf.missing + missed - what.found - what.written_off
    the_same = min(missed, max(shelf.expected - counted, 0))
    assert (usable, missing) == (counted - (missed - the_same), missed - the_same)
    assert min(what.found, what.gained, what.written_off, what.lost) >= 0


@given(SHELVES, UNITS, st.integers(0, 100))
def test_what_pickers_took_makes_no_difference(shelf, counted, taken):
    assert settle(replace(shelf, taken=taken), counted) == settle(shelf, counted)


@given(
    st.lists(st.tuples(SHELVES.filter(lambda shelf: shelf.expected), UNITS), max_size=5),
    st.integers(1, 4),
)
def test_what_follows_from_a_count(lines, round_no):
    def follows(recount, approval):
        return next_status(lines, round_no=round_no, recount=recount, approval=approval)

    is_off = any(shelf.expected != counted for shelf, counted in lines)
    is_loss = any(shelf.expected + shelf.missing != counted for shelf, counted in lines)
    assert follows(ANYTHING, ANYTHING) is CountStatus.POSTED
    assert (follows(NOTHING_ALLOWED, ANYTHING) is CountStatus.RECOUNT) == (is_off and round_no == 1)
    assert (follows(ANYTHING, NOTHING_ALLOWED) is CountStatus.COUNTED) == is_loss


@pytest.mark.parametrize(
    ("expected", "counted", "is_passed"),
    [
        (100, 100, False),
        (100, 99, False),
        (100, 101, False),
        (100, 98, True),
        (49, 48, True),
        (50, 49, False),
        (0, 0, False),
        (0, 1, True),
        (1, 0, True),
    ],
)
def test_the_limits_by_default_are_one_unit_and_two_percent(expected, counted, is_passed):
    limits = Limits(units=1, percent=2)

    assert limits.are_passed(expected=expected, counted=counted) is is_passed


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000))
def test_a_larger_difference_never_passes_where_a_smaller_one_does_not(expected, near, far):
    limits = Limits(units=5, percent=10)
    near, far = sorted((near, far), key=lambda counted: abs(counted - expected))

    if limits.are_passed(expected=expected, counted=near):
        assert limits.are_passed(expected=expected, counted=far)


LOT = StockKey("MILK", "L1", USABLE)
DAMAGED = LOT._replace(status=StockStatus.DAMAGED)


@pytest.mark.parametrize(
    ("known", "findings", "counted"),
    [
        ([LOT], [("MILK", "L1", 4, None)], {LOT: 4}),
        ([DAMAGED], [("MILK", "L1", 4, None)], {DAMAGED: 4}),
        ([], [("MILK", "L1", 4, None)], {LOT: 4}),
        ([LOT, DAMAGED], [("MILK", "L1", 4, None)], {LOT: 4, DAMAGED: 0}),
        ([LOT], [("MILK", "L1", 4, "damaged")], {LOT: 0, DAMAGED: 4}),
        ([LOT], [("MILK", "L1", 3, None), ("MILK", "L1", 2, "usable")], {LOT: 5}),
        ([LOT], [], {LOT: 0}),
    ],
)
def test_findings_are_matched_with_what_is_known(known, findings, counted):
    shelves = {goods: Shelf(expected=9) for goods in known}
    found = [
        FoundGoods(sku=sku, lot=lot, quantity=quantity, status=status)
        for sku, lot, quantity, status in findings
    ]

    assert matched(shelves, found, complete=True) == counted
    if set(known) - {goods for goods, units in counted.items() if units}:
        with pytest.raises(CountIncomplete, match="MILK lot L1"):
            matched(shelves, found, complete=False)


def test_what_pickers_took_all_of_need_not_be_named():
    shelves = {LOT: Shelf(taken=4), DAMAGED: Shelf(missing=1)}

    assert matched({LOT: Shelf(taken=4)}, [], complete=False) == {LOT: 0}
    with pytest.raises(CountIncomplete, match="damaged"):
        matched(shelves, [], complete=False)


@given(CANDIDATES, st.integers(0, 400), st.integers(0, 10**6), st.integers(0, 100))
def test_older_dearer_and_shorter_is_never_less_urgent(candidate, days, worth, missing):
    worse = replace(
        candidate,
        counted_at=candidate.counted_at and candidate.counted_at - timedelta(days=days),
        worth=candidate.worth + worth,
        missing=candidate.missing + missing,
    )

    assert score(worse, NOW) >= score(candidate, NOW)
    assert score(replace(candidate, counted_at=None), NOW) >= score(candidate, NOW)


@given(CANDIDATES, CANDIDATES)
def test_one_missing_unit_outweighs_age_and_worth(one, other):
    assert score(replace(one, missing=1), NOW) > score(replace(other, missing=0), NOW)


@given(st.lists(CANDIDATES, max_size=30), st.integers(-1, 40), st.randoms())
def test_the_most_urgent_are_chosen_in_whatever_order_they_come(candidates, limit, chance):
    chosen = choose(candidates, limit=limit, now=NOW)
    shuffled = chance.sample(candidates, len(candidates))

    assert choose(shuffled, limit=limit, now=NOW) == chosen
    assert len(chosen) == min(max(limit, 0), len(candidates))
    left = [each for each in candidates if each not in chosen]
    if chosen and left:
        assert min(score(each, NOW) for each in chosen) >= max(score(each, NOW) for each in left)


def test_a_count_ends_once():
    ends = {status for status, after in COUNT_TRANSITIONS.items() if not after}

    assert ends == {CountStatus.POSTED, CountStatus.CANCELLED}
    assert COUNT_TRANSITIONS.keys() == set(CountStatus)
    for status in set(CountStatus) - ends:
        assert CountStatus.CANCELLED in COUNT_TRANSITIONS[status]
    assert CountStatus.POSTED not in COUNT_TRANSITIONS[CountStatus.RECOUNT]
