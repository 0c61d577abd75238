"""What becomes of the units of a line: rules, so no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.orders.contracts import ImpossibleProgress, LineProgress, Milestone
from wms.orders.domain.lines import LineUnits, advance, cancel_open

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
QUANTITIES = ("picked", "packed", "shipped", "short_closed")


def totals(line: LineUnits) -> tuple[int, int, int, int]:
    return (line.picked, line.packed, line.shipped, line.short_closed)


@given(steps=st.lists(st.tuples(news, st.lists(told, max_size=1)), max_size=6))
def test_totals_go_up_and_account_for_each_unit(steps):
    line = LineUnits(line_no=1, ordered=5)

    for milestones, progress in steps:
        before = line
        try:
            (line,) = advance([line], milestones, tuple(progress))
        except ImpossibleProgress:
            continue
        assert all(getattr(line, each) >= getattr(before, each) for each in QUANTITIES)
        assert line.shipped <= line.packed <= line.picked <= line.obtainable
        assert line.open >= 0
    assert cancel_open(line).open == 0


@given(progress=told)
def test_told_again_changes_nothing(progress):
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
