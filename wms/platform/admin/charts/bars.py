"""Bars from left to right, one under the other, each below its name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from wms.platform.admin.charts.picture import (
    FULL,
    Box,
    Picture,
    Tone,
    Words,
    heading,
    share,
)

ROW, LINE, GAP, THICK = 40, 13, 7, 10


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a bar; ``says`` is shown to who points at it."""

    amount: float
    tone: Tone = Tone.PLAIN
    says: str = ""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar with its name and what it says; its pieces follow each other."""

    name: str
    says: str
    parts: tuple[Part, ...]


def sum_of(parts: Iterable[Part]) -> float:
    """Return what pieces are together."""
    return sum(part.amount for part in parts)


def horizontal_bars(label: str, bars: Sequence[Bar], *, most: float = 0.0) -> Picture:
    """Draw bars as wide as they are of the largest, or of the ``most`` that one can be."""
    widest = most or max((sum_of(bar.parts) for bar in bars), default=0.0)
    boxes: list[Box] = []
    words: list[Words] = []
    for row, bar in enumerate(bars):
        line = row * ROW + LINE
        words += heading(bar.name, bar.says, line)
        if most:
            boxes.append(Box(y=line + GAP, height=THICK, tone=Tone.FAINT))
        boxes += _boxes(bar.parts, widest, line + GAP)
    return Picture(
        label=f"{label}. " + "; ".join(f"{bar.name}: {bar.says}" for bar in bars),
        height=ROW * len(bars),
        boxes=tuple(boxes),
        words=tuple(words),
    )


def _boxes(parts: Sequence[Part], widest: float, y: float) -> Iterator[Box]:
    begins = accumulate((part.amount for part in parts), initial=0.0)
    for part, before in zip(parts, begins, strict=False):
        if part.amount:
            yield Box(
                x=share(before, widest),
                width=min(share(part.amount, widest), FULL),
                y=y,
                height=THICK,
                tone=part.tone,
                says=part.says,
            )
