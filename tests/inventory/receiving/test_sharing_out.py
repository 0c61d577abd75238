"""How goods count against what was announced, by property."""

from collections import Counter
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.inventory.receiving.contracts.inbound import NotOnNotice, OverDelivery
from wms.inventory.receiving.rules.receipts import Arrived, Expected, share_out

SKUS, LOTS = ["BOLT", "NUT"], ["", "L1", "L2"]


@st.composite
def notices(draw):
    named = draw(st.lists(st.tuples(st.sampled_from(SKUS), st.sampled_from(LOTS)), max_size=6))
    return [
        Expected(
            line_no=line_no,
            sku=sku,
            lot=lot,
            expected=draw(st.integers(1, 20)),
            received=draw(st.integers(0, 25)),
        )
        for line_no, (sku, lot) in enumerate(named, start=1)
    ]


arrivals = st.lists(
    st.builds(
        Arrived,
        sku=st.sampled_from(SKUS),
        lot=st.sampled_from(LOTS),
        quantity=st.integers(1, 30),
    ),
    max_size=5,
)


@given(notices(), arrivals, st.none() | st.integers(0, 100))
def test_every_unit_counts_once_or_all_is_refused(lines, arrived, percent):
    try:
        added = share_out(lines, arrived, over_percent=percent)
    except NotOnNotice:
        assert any(not line_takes(lines, goods) for goods in arrived)
        return
    except OverDelivery:
        assert percent is not None
        return

    assert sum(added.values()) == sum(goods.quantity for goods in arrived)
    by_line = {line.line_no: line for line in lines}
    for line_no, units in added.items():
        line = by_line[line_no]
        assert units > 0
        if percent is not None:
            assert line.received + units <= line.expected * (100 + percent) // 100


@given(notices(), arrivals)
def test_what_is_accepted_is_never_too_much(lines, arrived):
    if all(line_takes(lines, goods) for goods in arrived):
        share_out(lines, arrived, over_percent=None)


@given(notices(), arrivals)
def test_a_line_goes_beyond_what_is_expected_only_when_its_goods_fill_all_lines(lines, arrived):
    try:
        added = Counter(share_out(lines, arrived, over_percent=100))
    except (NotOnNotice, OverDelivery):
        return

    over = [line for line in lines if line.received + added[line.line_no] > line.expected]
    for line in over:
        if not added[line.line_no]:
            continue
        same = [each for each in lines if (each.sku, each.lot) == (line.sku, line.lot)]
        assert all(each.received + added[each.line_no] >= each.expected for each in same)


def line_takes(lines, goods):
    return any(line.sku == goods.sku and line.lot in {"", goods.lot} for line in lines)


def test_a_line_of_the_lot_comes_before_one_of_any_lot():
    lines = [
        Expected(line_no=1, sku="BOLT", lot="", expected=5, received=0),
        Expected(line_no=2, sku="BOLT", lot="L1", expected=5, received=0),
    ]

    assert share_out(lines, [Arrived(sku="BOLT", lot="L1", quantity=7)], over_percent=0) == {
        2: 5,
        1: 2,
    }


def test_many_lots_of_one_sku_are_shared_out_while_somebody_waits():
    many = 2_000
    lines = [
        Expected(line_no=number, sku="BOLT", lot=f"L{number}", expected=10, received=0)
        for number in range(many)
    ]
    arrived = [Arrived(sku="BOLT", lot=f"L{number}", quantity=10) for number in range(many)]
    started = process_time()

    added = share_out(lines, arrived, over_percent=0)

    assert added == dict.fromkeys(range(many), 10)
    assert process_time() - started < 0.5


@pytest.mark.parametrize(("percent", "most"), [(0, 10), (15, 11), (20, 12)])
def test_the_limit_is_rounded_down(percent, most):
    lines = [Expected(line_no=1, sku="BOLT", lot="", expected=10, received=0)]

    share_out(lines, [Arrived(sku="BOLT", lot="", quantity=most)], over_percent=percent)
    with pytest.raises(OverDelivery, match="1 of BOLT"):
        share_out(lines, [Arrived(sku="BOLT", lot="", quantity=most + 1)], over_percent=percent)
