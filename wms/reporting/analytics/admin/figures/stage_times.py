"""Stage times: how long half of the orders, and nine of ten, take to each stage."""

from wms.platform.admin.charts.bars import Bar, Part, horizontal_bars
from wms.platform.admin.charts.picture import Tone
from wms.reporting.analytics.admin.figure import Chart, Figure, Table
from wms.reporting.analytics.admin.question import Question
from wms.reporting.analytics.admin.words import duration, name_of, number
from wms.reporting.analytics.contracts import StageDuration
from wms.reporting.analytics.queries import orders

TITLE = "Stage times"
HALF, MOST = "half of the orders (p50)", "nine of ten (p90)"


def stage_times(question: Question) -> Figure:
    """Show how long orders took to each stage."""
    found = orders.stage_durations(question.scope).results
    if not found:
        return Figure(
            title=TITLE,
            sentence="No order went from one stage to the next in this period. A time is known"
            " once an order has reached two stages.",
        )
    title = "Time from the stage before"
    table = Table(
        caption="Time from the stage before to this one",
        heads=("Stage", "Orders", "Half within (p50)", "Nine of ten within (p90)"),
        rows=tuple((name_of(each.stage), number(each.orders), *_times(each)) for each in found),
    )
    return Figure(
        title=TITLE,
        sentence="How long orders took from the stage before to this one, of those that reached"
        " it in this period.",
        charts=(
            Chart(
                title=title,
                picture=horizontal_bars(title, [_bar(each) for each in found]),
                tables=(table,),
                legend=((Tone.PLAIN, HALF), (Tone.PALE, MOST)),
            ),
        ),
    )


def _bar(each: StageDuration) -> Bar:
    half, most = _times(each)
    return Bar(
        name=name_of(each.stage),
        says=f"{half} · {most}",
        parts=(
            Part(amount=each.p50_seconds, says=f"{HALF}: {half}"),
            Part(
                amount=each.p90_seconds - each.p50_seconds, tone=Tone.PALE, says=f"{MOST}: {most}"
            ),
        ),
    )


def _times(each: StageDuration) -> tuple[str, str]:
    return duration(each.p50_seconds), duration(each.p90_seconds)
