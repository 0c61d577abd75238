"""Punctuality: what left by its day, and what left late."""

from datetime import date

from wms.platform.admin.charts.bars import Part
from wms.platform.admin.charts.picture import Tone
from wms.platform.admin.charts.series import Strip, vertical_bars
from wms.reporting.analytics.admin.figure import Chart, Figure, Table
from wms.reporting.analytics.admin.question import Question
from wms.reporting.analytics.admin.words import counted, number, percent
from wms.reporting.analytics.contracts import Punctuality
from wms.reporting.analytics.queries import orders

TITLE = "Punctuality"
KINDS = (
    (Tone.PLAIN, "on time"),
    (Tone.DANGER, "late"),
    (Tone.NEUTRAL, "no day to ship by"),
)


def punctuality(question: Question) -> Figure:
    """Show which orders were shipped by their day, by days of their building."""
    found = {each.day: each for each in orders.punctuality(question.scope).results}
    if not found:
        return Figure(
            title=TITLE,
            sentence="No order was shipped in this period. A day is shown once an order left on"
            " it.",
        )
    first = question.scope.since.astimezone(question.zone).date()
    days = sorted(
        {*(date.fromordinal(first.toordinal() + n) for n in range(question.days)), *found}
    )
    on_time = sum(each.on_time for each in found.values())
    late = sum(each.late for each in found.values())
    shipped = sum(each.shipped for each in found.values())
    says = f"{counted(shipped, 'order')}, {percent(_rate(on_time, late))} on time"
    title = "Orders shipped per day"
    strip = Strip(name="shipped", says=says, piles=tuple(_pile(found.get(day)) for day in days))
    return Figure(
        title=TITLE,
        sentence=f"Of {counted(shipped, 'order')} shipped, {number(on_time)} left by their day and"
        f" {number(late)} late; the others had no day to ship by. Days are those of the building.",
        charts=(
            Chart(
                title=title,
                picture=vertical_bars(title, [strip], [_name(day) for day in days], high=120),
                tables=(_table([found[day] for day in days if day in found]),),
                legend=KINDS,
            ),
        ),
    )


def _pile(day: Punctuality | None) -> tuple[Part, ...]:
    if day is None:
        return ()
    return tuple(
        Part(amount=amount, tone=tone, says=f"{_name(day.day)}: {counted(amount, 'order')} {word}")
        for amount, (tone, word) in zip(_amounts(day), KINDS, strict=True)
    )


def _amounts(day: Punctuality) -> tuple[int, int, int]:
    return day.on_time, day.late, day.shipped - day.on_time - day.late


def _table(days: list[Punctuality]) -> Table:
    return Table(
        caption="Orders shipped, by days of their building",
        heads=("Day", "Shipped", "On time", "Late", "No day to ship by", "Rate on time"),
        rows=tuple(
            (
                *(_name(day.day), number(day.shipped)),
                *(number(amount) for amount in _amounts(day)),
                percent(_rate(day.on_time, day.late)),
            )
            for day in days
        ),
    )


def _rate(on_time: int, late: int) -> float | None:
    return on_time / (on_time + late) if on_time + late else None


def _name(day: date) -> str:
    return day.strftime("%d %b")
