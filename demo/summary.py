"""The end of the demo on one screen."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from demo.checking import Findings, stage_times
from demo.crew import Shift


def print_summary(
    console: Console, found: Findings, *, shift: Shift, seconds: float, expected: int
) -> None:
    """Say what happened to the orders, what the checks found, and how long things took."""
    for title, table in (
        ("orders", _orders(found, expected)),
        ("stock: ledger = balances = reservations = allocations", _checks(found)),
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
        f" {shift.given_up} jobs given up because their order was taken away",
        soft_wrap=True,
    )
    for fault in found.faults:
        console.print(Text(f"FAULT {fault}", style="bold red"), soft_wrap=True)


def _table(*columns: str) -> Table:
    """Return a table whose numbers stand to the right."""
    table = Table(*columns, box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def _orders(found: Findings, expected: int) -> Table:
    table = _table("final state", "orders")
    table.add_row("accepted", str(expected))
    for state, count in sorted(found.by_state.items()):
        table.add_row(state, str(count))
    for (state, reason), count in sorted(found.reasons.items()):
        table.add_row(f"  {state}: {reason}", str(count))
    short_units = sum(line["quantity"] for view in found.short for line in view["short_lines"])
    table.add_row(f"  shipped short ({short_units} units not found)", str(len(found.short)))
    return table


def _checks(found: Findings) -> Table:
    stock = found.stock
    table = _table("looked at", "rows")
    for what in ("movements", "units", "balances"):
        table.add_row(what, f"{stock[what]:,}")
    table.add_row("differences", str(len(stock["differences"])))
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
