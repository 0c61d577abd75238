"""What becomes of the units of a line: rules, so no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.orders.contracts import ImpossibleProgress, LineProgress, Milestone
from wms.orders.domain.lines import LineUnits, advance, cancel_open, split

counts = st.integers(0, 6)
told = st.builds(
    LineProgress,
    line_no=st.just(1),
    picked=counts,
    packed=counts,
    shipped=counts,
    short_closed=counts,
)
news = st.frozensets(st.sampled_from(Milestone), max_size=2)
QUANTITIES = ("picked", "packed", "shipped", "short_closed", "cancelled", "backordered")


def totals(line: LineUnits) -> tuple[int, int, int, int]:
    return (line.picked, line.packed, line.shipped, line.short_closed)


progressed = st.builds(
    lambda milestones, progress: lambda line: advance([line], milestones, tuple(progress)),
    news,
    st.lists(told, max_size=1),
)
divided = st.builds(
    lambda kept, is_backordered: (
        lambda line: split([line], {1: kept}, is_backordered=is_backordered)
    ),
    counts,
    st.booleans(),
)


@given(steps=st.lists(progressed | divided, max_size=8))
def test_totals_go_up_and_account_for_each_unit(steps):
    line = LineUnits(line_no=1, ordered=5)

    for step in steps:
        before = line
        try:
            (line,) = step(line)
        except ImpossibleProgress:
            continue
        assert all(getattr(line, each) >= getattr(before, each) for each in QUANTITIES)
        assert line.shipped <= line.packed <= line.picked <= line.obtainable
        assert line.open >= 0
        accounted = line.open + line.shipped + line.short_closed
        assert line.ordered == accounted + line.cancelled + line.backordered
    assert cancel_open(line).open == 0


@given(kept=st.lists(counts, min_size=2, max_size=2), is_backordered=st.booleans())
def test_a_split_keeps_no_more_than_given_and_again_changes_nothing(kept, is_backordered):
    wanted = dict(enumerate(kept, start=1))
    lines = [LineUnits(line_no=no, ordered=6) for no in (1, 2)]
    if not any(kept):
        return

    once = split(lines, wanted, is_backordered=is_backordered)

    assert [line.open for line in once] == kept
    assert split(once, wanted, is_backordered=not is_backordered) == once


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        ({}, "an order keeps at least one unit"),
        ({1: 0, 2: 0}, "an order keeps at least one unit"),
        ({1: 6}, "line 1: 6 kept of 5 ordered, 2 are picked"),
        ({1: 1}, "line 1: 1 kept of 5 ordered, 2 are picked"),
        ({2: 1}, "line 1: 0 kept of 5 ordered, 2 are picked"),
        ({1: 5, 7: 1}, "the order has no line 7"),
        ({1: 5, 2: -1}, "line 2: -1 kept of 5 ordered"),
    ],
)
def test_refuses_to_keep_what_cannot_be_kept(kept, says):
    lines = [LineUnits(line_no=1, ordered=5, picked=2), LineUnits(line_no=2, ordered=5)]

    with pytest.raises(ImpossibleProgress, match=says):
        split(lines, kept, is_backordered=True)


@given(progress=told)
def test_the_same_progress_again_changes_nothing(progress):
    try:
        once = advance([LineUnits(line_no=1, ordered=5)], (), (progress,))
    except ImpossibleProgress:
        return

    assert advance(once, (), (progress,)) == once


@pytest.mark.parametrize(
    ("milestones", "reached"),
    [
        ({Milestone.PICKING_STARTED}, (0, 0, 0, 0)),
        ({Milestone.PICKED}, (5, 0, 0, 0)),
        ({Milestone.PICKED, Milestone.PACKED}, (5, 5, 0, 0)),
        ({Milestone.PICKED, Milestone.PACKED, Milestone.SHIPPED}, (5, 5, 5, 0)),
    ],
)
def test_a_milestone_without_lines_was_reached_by_every_unit(milestones, reached):
    (line,) = advance([LineUnits(line_no=1, ordered=5)], milestones, ())

    assert totals(line) == reached


def test_what_was_short_stays_behind_when_the_rest_goes_on():
    picked = advance(
        [LineUnits(line_no=1, ordered=5)],
        {Milestone.PICKED},
        (LineProgress(line_no=1, picked=3, short_closed=2),),
    )

    (line,) = advance(picked, {Milestone.PACKED, Milestone.SHIPPED}, ())

    assert (totals(line), line.open) == ((3, 3, 3, 2), 0)


@pytest.mark.parametrize(
    ("progress", "says"),
    [
        (LineProgress(line_no=1, picked=6), "line 1: 6 picked and 0 short of 5 ordered"),
        (LineProgress(line_no=1, picked=4, short_closed=2), "4 picked and 2 short of 5"),
        (LineProgress(line_no=1, short_closed=6), "0 picked and 6 short of 5"),
        (LineProgress(line_no=7, picked=1), "the order has no line 7"),
    ],
)
def test_refuses_what_cannot_be(progress, says):
    with pytest.raises(ImpossibleProgress, match=says):
        advance([LineUnits(line_no=1, ordered=5)], (), (progress,))
