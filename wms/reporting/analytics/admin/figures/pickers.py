"""Picks per hour and picker."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wms.platform.admin.charts.bars import Part
from wms.platform.admin.charts.series import Strip, vertical_bars
from wms.platform.tenancy import facade as tenancy
from wms.reporting.analytics.admin.figure import Chart, Figure, Table
from wms.reporting.analytics.admin.question import Question
from wms.reporting.analytics.admin.words import counted, number
from wms.reporting.analytics.contracts import PickerHour
from wms.reporting.analytics.queries import floor

TITLE = "Picks per hour and picker"
SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Picker:
    """Somebody with the hours in which they confirmed a stop."""

    name: str
    hours: tuple[PickerHour, ...]

    @property
    def stops(self) -> int:
        """Return how many they confirmed."""
        return sum(each.stops for each in self.hours)

    @property
    def units(self) -> int:
        """Return how many they took."""
        return sum(each.units for each in self.hours)


def pickers(question: Question) -> Figure:
    """Show how many stops pickers confirmed, those with most first."""
    found = floor.picker_hours(question.scope, question.zone.key).results
    if not found:
        return Figure(
            title=TITLE,
            sentence="Nobody confirmed a stop in this period. Stops are shown here as pickers"
            " confirm them.",
        )
    ranked = _ranked(found)
    title = f"Stops per {question.step} and picker"
    left_out = f" The {SHOWN} with most stops; all are in the table." if ranked[SHOWN:] else ""
    return Figure(
        title=TITLE,
        sentence=f"Stops per {question.step} ({question.zone.key}), and how many an hour, of the"
        f" hours in which a picker confirmed any.{left_out}",
        charts=(
            Chart(
                title=title,
                picture=vertical_bars(
                    title,
                    [_strip(picker, question) for picker in ranked[:SHOWN]],
                    [question.name_of(part) for part in question.parts],
                ),
                tables=(_totals(ranked), _by_part(ranked, question)),
            ),
        ),
    )


def _ranked(found: Iterable[PickerHour]) -> list[Picker]:
    hours: dict[str, list[PickerHour]] = defaultdict(list)
    for each in found:
        hours[each.picker].append(each)
    names = tenancy.names_of(hours)
    known = [Picker(name=names[actor], hours=tuple(of)) for actor, of in hours.items()]
    return sorted(known, key=lambda picker: (-picker.stops, picker.name))


def _strip(picker: Picker, question: Question) -> Strip:
    stops: Counter[datetime] = Counter()
    for each in picker.hours:
        stops[question.part_of(each.begins_at)] += each.stops
    return Strip(
        name=picker.name,
        says=f"{counted(picker.stops / len(picker.hours), 'stop')} an hour",
        piles=tuple(
            (Part(amount=stops[part], says=_says(question.name_of(part), stops[part])),)
            for part in question.parts
        ),
    )


def _says(part: str, stops: int) -> str:
    return f"{part}: {counted(stops, 'stop')}"


def _totals(ranked: Iterable[Picker]) -> Table:
    return Table(
        caption="Pickers, most stops first; per hour in which they picked",
        heads=("Picker", "Hours", "Stops", "Units", "Stops per hour", "Units per hour"),
        rows=tuple(_total(picker) for picker in ranked),
    )


def _total(picker: Picker) -> tuple[str, ...]:
    hours, stops, units = len(picker.hours), picker.stops, picker.units
    amounts = (hours, stops, units, stops / hours, units / hours)
    return (picker.name, *(number(amount) for amount in amounts))


def _by_part(ranked: Iterable[Picker], question: Question) -> Table:
    sums: dict[tuple[datetime, int, str], tuple[int, int]] = {}
    for rank, picker in enumerate(ranked):
        for each in picker.hours:
            key = (question.part_of(each.begins_at), rank, picker.name)
            stops, units = sums.get(key, (0, 0))
            sums[key] = (stops + each.stops, units + each.units)
    return Table(
        caption=f"Stops and units per {question.step} ({question.zone.key}) and picker",
        heads=(question.step.capitalize(), "Picker", "Stops", "Units"),
        rows=tuple(
            (question.name_of(part), name, number(stops), number(units))
            for (part, _rank, name), (stops, units) in sorted(sums.items())
        ),
    )
