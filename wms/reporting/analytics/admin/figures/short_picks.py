"""Short picks: how often stops were short, by reason, SKU and location."""

from wms.platform.admin.charts.bars import Bar, Part, horizontal_bars
from wms.platform.admin.charts.picture import Tone
from wms.reporting.analytics.admin.figure import Chart, Figure, Table
from wms.reporting.analytics.admin.question import Question
from wms.reporting.analytics.admin.words import counted, name_of, number, percent
from wms.reporting.analytics.contracts import ShortBy, ShortRate, ShortRates
from wms.reporting.analytics.queries import floor

TITLE = "Short picks"
SHOWN, LISTED = 8, 20
HEADS = ("Stops", "Short stops", "Units missing", "Rate")
NAMES = {ShortBy.REASON: "reason", ShortBy.SKU: "SKU", ShortBy.LOCATION: "location"}


def short_picks(question: Question) -> Figure:
    """Show the rates of short stops, those with most first."""
    found = {by: floor.short_rates(question.scope, by) for by in ShortBy}
    total = found[ShortBy.REASON]
    if not total.stops:
        sentence = (
            "Nobody confirmed a stop in this period. Stops are counted as pickers confirm them, and"
            " are short where less was found than was asked for."
        )
    elif not total.short_stops:
        sentence = f"None of {counted(total.stops, 'stop')} was short in this period."
    else:
        sentence = (
            f"{number(total.short_stops)} of {counted(total.stops, 'stop')} short:"
            f" {percent(total.rate)}."
        )
    return Figure(
        title=TITLE,
        sentence=sentence,
        charts=tuple(_chart(by, rates) for by, rates in found.items() if rates.results),
    )


def _chart(by: ShortBy, rates: ShortRates) -> Chart:
    noun = NAMES[by]
    # Reasons have no stops of their own.
    of_all = by is ShortBy.REASON
    title = f"Short stops by {noun}, and rate of {'all' if of_all else 'its'} stops"
    named = [(name_of(each.key) if of_all else each.key, each) for each in rates.results]
    return Chart(
        title=title,
        picture=horizontal_bars(title, [_bar(name, each) for name, each in named[:SHOWN]]),
        tables=(
            Table(
                caption=f"Short stops by {noun}, most first, at most {LISTED}",
                heads=(f"{noun[0].upper()}{noun[1:]}", *HEADS),
                rows=tuple(
                    (name, number(rates.stops if of_all else each.stops), *_cells(each))
                    for name, each in named[:LISTED]
                ),
            ),
        ),
    )


def _cells(each: ShortRate) -> tuple[str, ...]:
    return number(each.short_stops), number(each.short_units), percent(each.rate)


def _bar(name: str, each: ShortRate) -> Bar:
    says = f"{counted(each.short_stops, 'stop')}, {percent(each.rate)}"
    units = f"{counted(each.short_units, 'unit')} missing"
    return Bar(name=name, says=says, parts=(Part(amount=each.rate, tone=Tone.WARNING, says=units),))
