"""Bars from the ground up, one for each part of a period, in one strip or in several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from wms.platform.admin.charts.bars import Part, sum_of
from wms.platform.admin.charts.picture import FULL, Box, Picture, Tone, Words, heading

LINE, GAP, AXIS = 13, 8, 18
TICKS = 4
FILLED = 0.8  # how much of its place a pile takes
WIDEST = 20.0  # percent of the width for a place, where there are few


@dataclass(frozen=True, kw_only=True)
class Strip:
    """A line of piles, one for each place, with its name and what it says."""

    name: str
    says: str
    piles: tuple[tuple[Part, ...], ...]


def vertical_bars(
    label: str, strips: Sequence[Strip], places: Sequence[str], *, high: float = 30.0
) -> Picture:
    """Draw strips under each other, all by the measure of the highest pile.

    Args:
        label: what is to be seen.
        strips: each has a pile for every place.
        places: the names of the places, of which some are written below.
        high: how many pixels the highest pile is.
    """
    most = max((sum_of(pile) for strip in strips for pile in strip.piles), default=0.0)
    pixels = high / most if most else 0.0
    pitch = LINE + GAP + high + GAP
    boxes: list[Box] = []
    words: list[Words] = []
    for row, strip in enumerate(strips):
        line = row * pitch + LINE
        words += heading(strip.name, strip.says, line)
        boxes += _boxes(strip, line + GAP + high, pixels)
    foot = pitch * len(strips)
    return Picture(
        label=f"{label}. " + "; ".join(f"{strip.name}: {strip.says}" for strip in strips),
        height=foot + AXIS,
        boxes=tuple(boxes),
        words=(*words, *_ticks(places, foot + LINE)),
    )


def _boxes(strip: Strip, ground: float, pixels: float) -> Iterator[Box]:
    place = _place(len(strip.piles))
    for number, pile in enumerate(strip.piles):
        top = ground
        for part in pile:
            if part.amount:
                height = part.amount * pixels
                top -= height
                yield Box(
                    x=round(place * (number + (1 - FILLED) / 2), 2),
                    width=round(place * FILLED, 2),
                    y=round(top, 2),
                    height=round(height, 2),
                    tone=part.tone,
                    says=part.says,
                )
    yield Box(y=ground, height=1, tone=Tone.FAINT)


def _ticks(places: Sequence[str], line: float) -> Iterator[Words]:
    place = _place(len(places))
    for number in range(0, len(places), max(ceil(len(places) / TICKS), 1)):
        yield Words(text=places[number], x=round(place * number, 2), y=line)


def _place(places: int) -> float:
    return min(FULL / places, WIDEST)
