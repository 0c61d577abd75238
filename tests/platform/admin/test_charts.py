"""Bars are as long as what they stand for, in percent of the width and in pixels."""

import pytest

from wms.platform.admin.charts.bars import Bar, Part, horizontal_bars
from wms.platform.admin.charts.picture import Tone, Words, shortened
from wms.platform.admin.charts.series import Strip, vertical_bars


def bar(name, *amounts):
    tones = (Tone.PLAIN, Tone.DANGER)
    parts = zip(amounts, tones, strict=False)
    return Bar(
        name=name,
        says=f"{sum(amounts):g}",
        parts=tuple(Part(amount=amount, tone=tone) for amount, tone in parts),
    )


def strip(name, *heights):
    return Strip(name=name, says="", piles=tuple((Part(amount=height),) for height in heights))


def across(picture):
    return [(box.x, box.width, box.tone) for box in picture.boxes]


def test_a_bar_is_as_wide_as_it_is_of_the_largest():
    picture = horizontal_bars("Orders", [bar("a", 1), bar("b", 4), bar("c", 3), bar("d", 0)])

    assert across(picture) == [
        (0.0, 25.0, Tone.PLAIN),
        (0.0, 100.0, Tone.PLAIN),
        (0.0, 75.0, Tone.PLAIN),
    ]
    assert picture.label == "Orders. a: 1; b: 4; c: 3; d: 0"
    assert (picture.height, [box.y for box in picture.boxes]) == (160, [20, 60, 100])


def test_pieces_follow_each_other():
    picture = horizontal_bars("Orders", [bar("a", 3, 1), bar("b", 1, 1)])

    assert across(picture) == [
        *((0.0, 75.0, Tone.PLAIN), (75.0, 25.0, Tone.DANGER)),
        *((0.0, 25.0, Tone.PLAIN), (25.0, 25.0, Tone.DANGER)),
    ]


def test_a_rate_is_shown_before_the_whole_and_never_beyond_it():
    picture = horizontal_bars("Rates", [bar("a", 1 / 3), bar("b", 1.5)], most=1)

    assert across(picture) == [
        *((0.0, 100.0, Tone.FAINT), (0.0, 33.33, Tone.PLAIN)),
        *((0.0, 100.0, Tone.FAINT), (0.0, 100.0, Tone.PLAIN)),
    ]


def test_piles_of_all_strips_have_one_measure():
    strips = [strip("a", 4, 1, 0, 0, 0, 0, 0, 0), strip("b", 0, 2, 0, 0, 0, 0, 0, 0)]
    picture = vertical_bars("Orders", strips, [f"{n}" for n in range(8)], high=40)

    drawn = [each for each in picture.boxes if each.tone is Tone.PLAIN]
    assert [(each.x, each.width, each.y, each.height) for each in drawn] == [
        (1.25, 10.0, 21.0, 40.0),
        (13.75, 10.0, 51.0, 10.0),
        (13.75, 10.0, 110.0, 20.0),
    ]
    grounds = [each.y for each in picture.boxes if each.tone is Tone.FAINT]
    assert grounds == [61, 130]
    assert picture.words[-4:] == tuple(Words(text=f"{n}", x=12.5 * n, y=151) for n in (0, 2, 4, 6))


def test_a_single_pile_does_not_fill_the_page():
    (drawn, _ground) = vertical_bars("Orders", [strip("a", 5)], ["Monday"]).boxes

    assert (drawn.x, drawn.width, drawn.height) == (2.0, 16.0, 30.0)


@pytest.mark.parametrize(
    "picture",
    [
        horizontal_bars("None", []),
        horizontal_bars("Zero", [bar("a", 0)]),
        vertical_bars("Zero", [strip("a", 0, 0)], ["1", "2"]),
    ],
)
def test_nothing_is_drawn_of_nothing(picture):
    assert [each for each in picture.boxes if each.tone is not Tone.FAINT] == []


def test_a_picture_is_text_with_what_people_typed_kept_as_text():
    rows = [Bar(name="<b>&", says='"3"', parts=(Part(amount=1, says="<i>"),))]

    svg = horizontal_bars("Orders <by>", rows).svg()

    assert 'role="img" aria-label="Orders &lt;by&gt;. &lt;b&gt;&amp;: &quot;3&quot;"' in svg
    assert '<rect x="0.0%" y="20" width="100.0%" height="10" fill="currentColor"' in svg
    assert "<title>&lt;i&gt;</title>" in svg
    assert "<b>" not in svg


def test_a_long_name_leaves_room_for_what_is_said():
    assert shortened("BOWL-WHITE-STONEWARE-24") == "BOWL-WHITE-STONEWARE-…"
    assert shortened("PLATE") == "PLATE"
