"""The rule of who is promised what when many ask: no database."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from wms.inventory.reservations.rules.backorders import Backordered, filled_of
from wms.inventory.reservations.rules.reserve_in_turn import OrderDemand, reserve_in_turn

lines = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 9)), min_size=1, max_size=4)
askers = st.lists(
    st.builds(OrderDemand, name=st.integers(), lines=lines, takes_part=st.booleans()),
    unique_by=lambda asker: asker.name,
)
free = st.fixed_dictionaries({key: st.integers(0, 20) for key in "ABC"})


@given(askers, free)
def test_nothing_is_promised_twice_and_nobody_gets_more_than_they_ask(orders, stock):
    promises = reserve_in_turn(orders, stock)

    given_out = Counter[str]()
    for order in orders:
        promise = promises[order.name]
        for (key, units), there in zip(order.lines, promise.there, strict=True):
            assert 0 <= there <= units
            given_out[key] += there if promise.is_filled else 0
        assert promise.is_filled or not promise.is_full
        assert order.takes_part or promise.is_filled == promise.is_full
    assert given_out <= Counter(stock)


@given(askers, free)
def test_they_get_what_those_would_who_wait_in_this_order(orders, stock):
    promises = reserve_in_turn(orders, stock)

    waiting = []
    for order in orders:
        wanted = Counter[str]()
        for key, units in order.lines:
            wanted[key] += units
        waiting.append(Backordered(order.name, wanted, takes_part=order.takes_part))
    filled = filled_of(waiting, stock)
    assert filled.keys() == {name for name, promise in promises.items() if promise.is_filled}
    for order in orders:
        if order.name in filled:
            got = Counter[str]()
            for (key, _units), there in zip(order.lines, promises[order.name].there, strict=True):
                got[key] += there
            assert {key: units for key, units in got.items() if units} == filled[order.name]


@given(askers, free)
def test_earlier_lines_of_a_key_go_first(orders, stock):
    promises = reserve_in_turn(orders, stock)

    for order in orders:
        there = promises[order.name].there
        short = set()
        for (key, units), got in zip(order.lines, there, strict=True):
            assert got == 0 or key not in short
            if got < units:
                short.add(key)
