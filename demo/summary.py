"""The end of the demo on one screen."""

from collections import Counter
from collections.abc import Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from demo.checking import Findings, stage_times
from demo.shift import Shift
from demo.stories import Plot
from demo.supply import Supply

CHORES = (
    "times counted",
    "counts agreed to",
    "sent back",
    "deliveries",
    "put_away",
    "return_to_stock",
)


def print_summary(
    console: Console, found: Findings, shift: Shift, supply: Supply, seconds: float
) -> None:
    """Say what happened to the orders, what the checks found, and how long things took."""
    for title, table in (
        ("orders", _orders(found, len(supply.refs))),
        ("orders that missed a unit", _missed(found, supply.plot)),
        ("shelves: what lies there = what the books say", _shelves(found)),
        ("stock: ledger = balances = reservations = allocations", _checks(found)),
        ("views and figures: as they are = made anew from all events", _projections(found)),
        ("events", _events(found)),
        ("time per stage, in seconds", _stages(found)),
    ):
        console.print()
        console.print(Text(title, style="bold"))
        console.print(table)
    finished = found.by_state["completed"]
    console.print()
    console.print(
        f"{finished} orders completed in {seconds:.1f} s from the first post:"
        f" {finished / seconds if seconds else 0:.1f} orders/s, {shift.waves} waves,"
        f" jobs given up or put off: {_list(shift.given_up)}",
        soft_wrap=True,
    )
    chores = {each: shift.done[each] for each in CHORES}
    console.print(f"the stock was kept: {_list(chores)}", soft_wrap=True)
    console.print(f"left for a person: {_list(found.left)}", soft_wrap=True)
    for fault in found.faults:
        console.print(Text(f"FAULT {fault}", style="bold red"), soft_wrap=True)


def _table(*columns: str) -> Table:
    """Return a table whose numbers stand to the right."""
    table = Table(*columns, box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def _list(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {what.replace('_', ' ')}" for what, n in counts.items()) or "none"


def _orders(found: Findings, expected: int) -> Table:
    table = _table("final state", "orders")
    table.add_row("accepted", str(expected))
    for state, count in sorted(found.by_state.items()):
        table.add_row(state, str(count))
    for (state, reason), count in sorted(found.reasons.items()):
        table.add_row(f"  {state}: {reason}", str(count))
    children = sum(view["parent_order_id"] is not None for view in found.views)
    table.add_row("  made of what was missing to others", str(children))
    return table


def _missed(found: Findings, plot: Plot) -> Table:
    """Return what became of each order of a story, and of the others together."""
    told = {story.ref: story for story in plot.stories}
    table = Table("order", "units", "what happened", "what became of it", box=None)
    for each in sorted(found.met, key=lambda each: each.number):
        if each.ref in told:
            table.add_row(each.number, str(each.units), told[each.ref].kind, each.outcome)
    others = Counter(each.outcome for each in found.met if each.ref not in told)
    for outcome, count in others.items():
        units = sum(
            each.units for each in found.met if each.ref not in told and each.outcome is outcome
        )
        table.add_row(f"{count} others", str(units), "stolen, more in reserve", outcome)
    return table


def _shelves(found: Findings) -> Table:
    table = _table("looked at", "rows")
    table.add_row("shelves", f"{found.audit.shelves:,}")
    table.add_row("units on them", f"{found.audit.units:,}")
    table.add_row("differences", str(len(found.audit.differences)))
    return table


def _checks(found: Findings) -> Table:
    stock = found.stock
    table = _table("looked at", "rows")
    for what in ("movements", "units", "balances"):
        table.add_row(what, f"{stock[what]:,}")
    table.add_row("differences", str(len(stock["differences"])))
    return table


def _projections(found: Findings) -> Table:
    table = _table("projection", "events", "differences")
    for name, checked in found.projections.items():
        table.add_row(name, f"{checked['events']:,}", str(len(checked["differences"])))
    return table


def _events(found: Findings) -> Table:
    table = _table("topic", "published")
    for topic, count in found.events.items():
        table.add_row(topic, f"{count:,}")
    table.add_row("not yet sent", str(found.unsent))
    return table


def _stages(found: Findings) -> Table:
    table = _table("until", "half", "95 %", "orders")
    for name, half, most, orders in stage_times(found.views):
        table.add_row(name, f"{half:.2f}", f"{most:.2f}", str(orders))
    return table
