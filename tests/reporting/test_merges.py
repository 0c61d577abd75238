"""How two sayings of a row become one: rules, so no database."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.reporting.order_view.rules.grams import grams, grams_to_find, haystack, normal
from wms.reporting.projection.rules.merges import Merge, merged

pytestmark = pytest.mark.unit
MERGES = {"first": Merge.FIRST, "last": Merge.LAST, "all": Merge.ALL}
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)


@st.composite
def sayings(draw):
    """Draw what events say of one row: a version says one thing, and so does an entry."""
    number = draw(st.integers(0, 9))
    return {
        "key": 1,
        "first": draw(st.none() | st.integers(0, 9)),
        "last": draw(st.sampled_from([None, [number, f"status {number}"]])),
        "all": draw(st.sampled_from([{}, {str(number): number * 2}])),
    }


@given(st.lists(sayings(), min_size=1, max_size=8), st.randoms())
def test_any_order_with_repeats_gives_the_same_row(said, chance):
    shuffled = said * 2
    chance.shuffle(shuffled)

    def fold(rows):
        return reduce(lambda one, other: merged(MERGES, one, other), rows)

    assert fold(shuffled) == fold(said)


@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_any_part_of_a_word_is_found_by_its_grams(words, data):
    stack = haystack(words)
    line = data.draw(st.sampled_from(stack.split("\n")))
    begin = data.draw(st.integers(0, max(len(line) - 3, 0)))
    part = line[begin : begin + data.draw(st.integers(3, 12))]
    if len(part) >= 3 and normal(part) == part:
        assert set(grams_to_find(part)) <= set(grams(stack))
    for short in (line[:1], line[:2]):
        if short and normal(short) == short:
            assert set(grams_to_find(short)) <= set(grams(stack))


def test_words_are_compared_without_accents_case_and_space_around():
    assert normal("  Zoë Ünlü ") == "ZOE UNLU"
    assert haystack(["b", "B ", "ä"]) == "A\nB"
    assert grams("ABCD") == ["ABC", "BCD", "^A", "^AB"]
    assert grams_to_find("bcd") == ["BCD"]
    assert grams_to_find("x") == ["^X"]


def test_what_few_orders_have_is_sought_first():
    assert grams_to_find("WEBSHOP-2026-00417") == ["004", "041", "417"]
    assert grams_to_find("SHOP-2026-KXQJ") == ["026", "202", "26-", "KXQ", "XQJ"]
    assert grams_to_find("Ada Lovelace") == ["ACE", "ELA", "LAC"]
