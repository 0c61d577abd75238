"""Waves: how large and how full they were, how long they took, and whether they were on time."""

from wms.platform.admin.charts.bars import Bar, Part, horizontal_bars
from wms.platform.admin.charts.picture import Tone
from wms.reporting.analytics.admin.figure import Chart, Figure, Table
from wms.reporting.analytics.admin.figures.rates import rates
from wms.reporting.analytics.admin.question import Question
from wms.reporting.analytics.admin.words import counted, duration, number
from wms.reporting.analytics.contracts import WaveFigures
from wms.reporting.analytics.queries import floor

TITLE = "Waves"


def waves(question: Question) -> Figure:
    """Show the waves of a client alone that were released in the period."""
    found = floor.waves(question.scope)
    if not found.waves:
        return Figure(
            title=TITLE,
            sentence="No wave with orders of this client alone was released in this period. A wave"
            " is shown here once it is released.",
        )
    return Figure(
        title=TITLE,
        sentence=f"{counted(found.waves, 'wave')} released with {counted(found.orders, 'order')}"
        f" and {counted(found.lines, 'line')}, all of this client alone.",
        charts=(_size(found), _fill(found), _cycle(found), _cutoff(found)),
    )


def _size(found: WaveFigures) -> Chart:
    sizes = (("orders", "order", found.orders_p50), ("lines", "line", found.lines_p50))
    bars = [_bar(name, counted(n or 0, noun), n) for name, noun, n in sizes]
    return _chart("Size of the middle wave (p50)", bars)


def _fill(found: WaveFigures) -> Chart:
    return rates(
        "Fill: what they had of what fits",
        {"orders": found.order_fill, "lines": found.line_fill},
    )


def _cycle(found: WaveFigures) -> Chart:
    times = (
        ("half of them (p50)", found.cycle_p50_seconds),
        ("nine of ten (p90)", found.cycle_p90_seconds),
    )
    return _chart("From release to completion", [_bar(n, duration(s), s) for n, s in times])


def _cutoff(found: WaveFigures) -> Chart:
    neither = found.waves - found.on_time - found.late
    kinds = (
        (found.on_time, Tone.PLAIN, "on time"),
        (found.late, Tone.DANGER, "late"),
        (neither, Tone.NEUTRAL, "no cut-off, or not done yet"),
    )
    bar = Bar(
        name="waves",
        says=f"{number(found.on_time)} on time, {number(found.late)} late",
        parts=tuple(
            Part(amount=n, tone=tone, says=f"{counted(n, 'wave')} {word}")
            for n, tone, word in kinds
        ),
    )
    title = "Completed before their truck left"
    return Chart(
        title=title,
        picture=horizontal_bars(title, [bar]),
        tables=(
            Table(
                caption=title,
                heads=("Waves", "Number"),
                rows=tuple((word, counted(n, "wave")) for n, _tone, word in kinds),
            ),
        ),
        legend=tuple((tone, word) for _n, tone, word in kinds),
    )


def _bar(name: str, says: str, amount: float | None) -> Bar:
    return Bar(name=name, says=says, parts=(Part(amount=amount or 0, says=says),))


def _chart(title: str, bars: list[Bar]) -> Chart:
    return Chart(
        title=title,
        picture=horizontal_bars(title, bars),
        tables=(
            Table(
                caption=title,
                heads=("What", "Amount"),
                rows=tuple((bar.name, bar.says) for bar in bars),
            ),
        ),
    )
