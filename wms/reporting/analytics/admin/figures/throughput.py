"""Throughput: how many orders reach each stage, by hours or days."""

from collections import defaultdict
from datetime import datetime

from wms.platform.admin.charts.bars import Part
from wms.platform.admin.charts.series import Strip, vertical_bars
from wms.reporting.analytics.admin.figure import Chart, Figure, Table
from wms.reporting.analytics.admin.question import Question
from wms.reporting.analytics.admin.words import counted, name_of, number
from wms.reporting.analytics.contracts import Throughput
from wms.reporting.analytics.queries import orders

TITLE = "Throughput"


def throughput(question: Question) -> Figure:
    """Show how many orders reached each stage, by hours or days."""
    found = orders.throughput(question.scope, question.step, question.zone.key).results
    if not found:
        return Figure(
            title=TITLE,
            sentence="No order reached a stage in this period. Orders are counted here as they are"
            " received, reserved, picked, packed and shipped.",
        )
    stages: dict[str, dict[datetime, Throughput]] = defaultdict(dict)
    for each in sorted(found, key=lambda each: orders.STAGES.index(each.stage)):
        stages[each.stage][each.begins_at] = each
    parts = question.parts
    per = f"Orders per {question.step} and stage"
    return Figure(
        title=TITLE,
        sentence=f"How many orders reached each stage, per {question.step} ({question.zone.key}):"
        f" in the period, and at most in one {question.step}.",
        charts=(
            Chart(
                title=per,
                picture=vertical_bars(
                    per,
                    [_strip(stage, of, parts, question) for stage, of in stages.items()],
                    [question.name_of(part) for part in parts],
                ),
                tables=(_table(stages, parts, question),),
            ),
        ),
    )


def _strip(
    stage: str, of: dict[datetime, Throughput], parts: tuple[datetime, ...], question: Question
) -> Strip:
    piles = []
    for part in parts:
        each = of.get(part)
        says = f"{question.name_of(part)}: {_orders(each)}" if each else ""
        piles.append((Part(amount=each.orders, says=says),) if each else ())
    orders_of = [each.orders for each in of.values()]
    says = f"{counted(sum(orders_of), 'order')}, at most {number(max(orders_of))}"
    return Strip(name=name_of(stage), says=says, piles=tuple(piles))


def _orders(each: Throughput) -> str:
    return f"{counted(each.orders, 'order')} with {counted(each.lines, 'line')}"


def _table(
    stages: dict[str, dict[datetime, Throughput]], parts: tuple[datetime, ...], question: Question
) -> Table:
    return Table(
        caption=f"Orders at each stage, lines in brackets ({question.zone.key})",
        heads=(question.step.capitalize(), *(name_of(stage) for stage in stages)),
        rows=tuple(
            (question.name_of(part), *(_cell(of.get(part)) for of in stages.values()))
            for part in parts
            if any(part in of for of in stages.values())
        ),
    )


def _cell(each: Throughput | None) -> str:
    return f"{number(each.orders)} ({number(each.lines)})" if each else "0"
