"""The sample and the script of the demo: the same every time."""

from collections import Counter
from datetime import date

import pytest

from demo.intake import write_script
from demo.sample import SKUS, make_sample

TODAY = date(2026, 11, 22)


def test_the_sample_is_always_the_same_and_covers_what_the_demo_shows():
    sample = make_sample(200, TODAY)

    assert sample == make_sample(200, TODAY)
    assert len(sample.skus) == SKUS
    assert {len(order["lines"]) for order in sample.orders} == {1, 2, 3, 4, 5, 6}
    assert Counter(order["priority"] for order in sample.orders).keys() == {
        "same_day",
        "next_day",
        "standard",
    }
    assert len({order["external_ref"] for order in sample.orders}) == 200
    units = sum(line["quantity"] for order in sample.orders for line in order["lines"])
    assert sample.demand.total() == units


def test_a_sku_stands_on_two_lines_of_some_order():
    orders = make_sample(200, TODAY).orders

    assert any(
        len({line["sku"] for line in order["lines"]}) < len(order["lines"]) for order in orders
    )


@pytest.mark.parametrize(
    ("orders", "cancels", "shorts"), [(200, 5, 5), (40, 5, 5), (15, 5, 5), (6, 2, 2), (1, 0, 0)]
)
def test_the_script_uses_an_order_for_one_purpose(orders, cancels, shorts):
    refs = [f"demo-{n}" for n in range(orders)]

    script = write_script(refs)

    assert (len(script.cancel), len(script.short)) == (cancels, shorts)
    assert len({*script.cancel, *script.short}) == cancels + shorts
    assert not {*script.cancel, *script.short} & set(script.stand_ins)
    assert {*script.cancel, *script.short} <= set(refs[:100])
