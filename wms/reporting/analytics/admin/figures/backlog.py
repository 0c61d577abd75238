"""Backlog: the orders that have not ended, by status and by how long they have it."""

from wms.platform.admin.charts.bars import Bar, Part, horizontal_bars
from wms.platform.admin.charts.picture import Tone
from wms.reporting.analytics.admin.figure import Chart, Figure, Table
from wms.reporting.analytics.admin.question import Question
from wms.reporting.analytics.admin.words import counted, duration, name_of, number
from wms.reporting.analytics.contracts import Backlog
from wms.reporting.analytics.queries import orders

TITLE = "Backlog"
AGES = (
    (Tone.PALE, "under 1 h"),
    (Tone.PLAIN, "1 h to 4 h"),
    (Tone.WARNING, "4 h to 1 d"),
    (Tone.DANGER, "older"),
)


def backlog(question: Question) -> Figure:
    """Show what is left to do now."""
    found = orders.backlog(question.scope).results
    if not found:
        return Figure(
            title=TITLE,
            sentence="No order is open. An order is shown here from when it is received until it"
            " is completed, cancelled or rejected.",
        )
    title = "Open orders by status and age"
    total, overdue = (sum(getattr(each, n) for each in found) for n in ("orders", "overdue"))
    return Figure(
        title=TITLE,
        sentence=f"{counted(total, 'order')} open now, {number(overdue)} overdue: past their day to"
        " ship by. The age is since they have their status.",
        charts=(
            Chart(
                title=title,
                picture=horizontal_bars(title, [_bar(each) for each in found]),
                tables=(_table(found),),
                legend=AGES,
            ),
        ),
    )


def _bar(each: Backlog) -> Bar:
    return Bar(
        name=name_of(each.status),
        says=f"{counted(each.orders, 'order')}, oldest {duration(each.oldest_seconds)}",
        parts=tuple(
            Part(amount=amount, tone=tone, says=f"{age}: {counted(amount, 'order')}")
            for amount, (tone, age) in zip(_amounts(each), AGES, strict=True)
        ),
    )


def _amounts(each: Backlog) -> tuple[int, int, int, int]:
    return each.under_1_hour, each.under_4_hours, each.under_1_day, each.older


def _table(found: tuple[Backlog, ...]) -> Table:
    return Table(
        caption="Open orders, by how long they have their status",
        heads=("Status", "Orders", "Lines", *(age for _tone, age in AGES), "Oldest", "Overdue"),
        rows=tuple(
            (
                *(name_of(each.status), number(each.orders), number(each.lines)),
                *(number(amount) for amount in _amounts(each)),
                *(duration(each.oldest_seconds), number(each.overdue)),
            )
            for each in found
        ),
    )
