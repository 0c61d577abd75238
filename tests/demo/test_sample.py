"""The sample and the script of the demo: the same every time."""

from collections import Counter
from datetime import date

import pytest

from demo.intake import write_script
from demo.sample import SKUS, make_sample
from demo.seeding import SPARE_UNITS
from demo.stories import MOST_STORIES, Kind

TODAY = date(2026, 11, 22)


def test_the_sample_is_always_the_same_and_covers_what_the_demo_shows():
    sample = make_sample(200, TODAY)

    assert sample == make_sample(200, TODAY)
    assert len(sample.skus) == SKUS
    assert {len(order["lines"]) for order in sample.orders} == {1, 2, 3, 4, 5, 6, 7}
    assert Counter(order["priority"] for order in sample.orders).keys() == {
        "same_day",
        "next_day",
        "standard",
    }
    assert len({order["external_ref"] for order in sample.orders}) == 200
    assert {order["shipping_policy"] for order in sample.orders} == {
        "ship_complete",
        "ship_partial",
        "ship_partial_backorder",
    }
    told = sum(put.units for put in sample.plot.puts if put.place["kind"] == "pick")
    units = sum(line["quantity"] for order in sample.orders for line in order["lines"])
    assert sample.demand.total() + told == units


def test_a_sku_stands_on_two_lines_of_some_order():
    orders = make_sample(200, TODAY).orders

    assert any(
        len({line["sku"] for line in order["lines"]}) < len(order["lines"]) for order in orders
    )


@pytest.mark.parametrize(("orders", "stories"), [(200, 14), (70, 14), (40, 8), (5, 1), (4, 0)])
def test_stories_have_orders_of_their_own(orders, stories):
    sample = make_sample(orders, TODAY)
    told = sample.plot.stories

    assert len({story.ref for story in told}) == len(told) == stories
    by_ref = {order["external_ref"]: order for order in sample.orders}
    assert all(
        (by_ref[story.ref]["lines"][-1]["sku"], by_ref[story.ref]["shipping_policy"])
        == (story.sku, story.turn.policy)
        for story in told
    )


def test_every_kind_of_story_happens_and_no_goods_lie_at_the_place_of_others():
    plot = make_sample(200, TODAY).plot

    assert len(plot.stories) == MOST_STORIES
    assert Counter(story.kind for story in plot.stories) == dict.fromkeys(Kind, 2)
    places = [put.place["code"] for put in plot.puts]
    assert len(set(places)) == len(places)
    ordinary = {f"{n // 60 + 1:02d}-{n // 3 % 20 + 1:02d}-{n % 3 + 1}" for n in range(SKUS)}
    assert not ordinary & set(places)


def test_more_is_stolen_than_all_orders_leave_and_the_rest_is_in_reserve():
    sample = make_sample(200, TODAY)

    ((sku, asked),) = sample.demand.most_common(1)
    (theft,) = [loss for loss in sample.plot.losses if loss.shelf.sku == sku]
    (reserve,) = [put for put in sample.plot.puts if put.sku == sku]
    assert asked / 2 <= theft.units - SPARE_UNITS < asked
    assert (reserve.units, reserve.place["kind"]) == (asked, "reserve")
    assert make_sample(99, TODAY).plot.lost_skus.isdisjoint(sample.skus)


@pytest.mark.parametrize(("orders", "cancels"), [(200, 5), (40, 5), (15, 4), (9, 2), (1, 0)])
def test_the_script_uses_an_order_for_one_purpose(orders, cancels):
    sample = make_sample(orders, TODAY)
    refs = [order["external_ref"] for order in sample.orders]

    script = write_script(refs, sample.plot.stories)

    told = {story.ref for story in script.stories}
    assert len(script.cancel) == len(set(script.cancel)) == cancels
    assert len({*script.cancel, *told}) == cancels + len(sample.plot.stories)
    assert not {*script.cancel, *told} & set(script.stand_ins)
    assert set(script.cancel) <= set(refs[:114])
