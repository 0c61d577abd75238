"""Reservations refused: how often stock was not there to be reserved, and of which SKUs."""

from wms.platform.admin.charts.bars import Bar, Part, horizontal_bars
from wms.platform.admin.charts.picture import Tone
from wms.reporting.analytics.admin.figure import Chart, Figure, Table
from wms.reporting.analytics.admin.question import Question
from wms.reporting.analytics.admin.words import counted, number, percent
from wms.reporting.analytics.contracts import RefusedSku, ReservationFigures
from wms.reporting.analytics.queries import stock

TITLE = "Reservations refused"
SHOWN, LISTED = 8, 20
ALL = "all that was asked for"


def reservations(question: Question) -> Figure:
    """Show reservations made and refused, and what was missing for most orders."""
    found = stock.reservations(question.scope)
    if found.rate is None:
        return Figure(
            title=TITLE,
            sentence="No stock was asked for in this period. A reservation is made or refused for"
            " each order that is received.",
        )
    sentence = (
        f"{number(found.refused)} of {counted(found.reserved + found.refused, 'reservation')}"
        f" refused: {percent(found.rate)}."
    )
    charts = (_rate(found), _by_sku(found.by_sku)) if found.by_sku else (_rate(found),)
    return Figure(title=TITLE, sentence=sentence, charts=charts)


def _rate(found: ReservationFigures) -> Chart:
    title = "Reservations made and refused"
    kinds = ((found.reserved, Tone.PLAIN, "made"), (found.refused, Tone.DANGER, "refused"))
    bar = Bar(
        name="reservations",
        says=f"{number(found.reserved)} made, {number(found.refused)} refused",
        parts=tuple(
            Part(amount=n, tone=tone, says=f"{number(n)} {word}") for n, tone, word in kinds
        ),
    )
    return Chart(
        title=title,
        picture=horizontal_bars(title, [bar]),
        tables=(
            Table(
                caption=title,
                heads=("Reservations", "Number"),
                rows=(
                    *((word, number(n)) for n, _tone, word in kinds),
                    ("rate refused", percent(found.rate)),
                ),
            ),
        ),
        legend=tuple((tone, word) for _n, tone, word in kinds),
    )


def _by_sku(skus: tuple[RefusedSku, ...]) -> Chart:
    title = "Orders that had to wait, and units missing, by SKU"
    return Chart(
        title=title,
        picture=horizontal_bars(title, [_bar(each) for each in skus[:SHOWN]]),
        tables=(
            Table(
                caption=f"SKUs for want of which orders had to wait, most first, at most {LISTED}",
                heads=("SKU", "Orders", "Units missing"),
                rows=tuple(
                    (each.sku or ALL, number(each.orders), number(each.missing))
                    for each in skus[:LISTED]
                ),
            ),
        ),
    )


def _bar(each: RefusedSku) -> Bar:
    missing = counted(each.missing or 0, "unit")
    return Bar(
        name=each.sku or ALL,
        says=f"{counted(each.orders, 'order')}, {missing}",
        parts=(Part(amount=each.orders, tone=Tone.DANGER, says=f"{missing} missing"),),
    )
