"""How an import looks: a bar on a terminal, lines elsewhere, a table or JSON at the end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from wms.orders.retail.imports import Counts

SECONDS_BETWEEN_LINES = 2.0
MOST_SHOWN = 20


class ProgressShown:
    """Shows people how far a step of an import is; machines read the summary."""

    def __init__(self, console: Console, what: str, total: int) -> None:
        """Show progress towards a number of orders."""
        self._console = console
        self._what = what
        self._total = total
        self._last_line = time.monotonic()
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        self._bar = Progress(*columns, console=console, disable=not console.is_terminal)
        self._task = self._bar.add_task(what, total=total)

    @contextmanager
    def shown(self) -> Iterator["ProgressShown"]:
        """Show it while the block runs."""
        with self._bar:
            yield self

    def report(self, done: int) -> None:
        """Take note of how many orders are through."""
        self._bar.update(self._task, completed=done)
        if self._console.is_terminal:
            return
        now = time.monotonic()
        if done == self._total or now - self._last_line >= SECONDS_BETWEEN_LINES:
            self._last_line = now
            self._console.print(f"{self._what}: {done} of {self._total}")


def summary(counts: Counts, *, failure: str | None) -> dict[str, Any]:
    """Return the counts for machines; ``demand`` is the units that the orders want per SKU."""
    return {**vars(counts), "failure": failure}


def table_of(counts: Counts, *, dry_run: bool) -> Table:
    """Return the counts for people."""
    table = Table("what", "count", box=None, title="retail orders", title_justify="left")
    table.columns[1].justify = "right"
    rows = [("invoices read", counts.invoices), ("orders among them", counts.orders)]
    rows += [("  order lines", counts.order_lines), ("  units", counts.units)]
    rows += [("  SKUs", len(counts.demand))]
    if not dry_run:
        rows += [("posted", counts.posted), ("already there", counts.already_there)]
        rows += [("  accepted", counts.accepted)]
        rows += [("  rejected", counts.rejected)] if counts.rejected else []
        rows += [(f"    {why}", times) for why, times in counts.reasons.most_common(MOST_SHOWN)]
        rows += [("  without a verdict", counts.undecided)] if counts.undecided else []
        if counts.cancelled_before:
            rows += [("cancelled before (--again posts them)", counts.cancelled_before)]
    rows += [(f"refused: {why}", times) for why, times in sorted(counts.refused.items())]
    rows += [
        (f"refused by the server: {code}", times)
        for code, times in sorted(counts.refused_by_server.items())
    ]
    rows += [("service lines dropped", counts.service_lines_dropped)]
    for what, count in rows:
        table.add_row(what, str(count))
    return table


def faults_of(counts: Counts) -> Iterator[str]:
    """Yield the invoices that are not written as one, each with its row, the first of many."""
    yield from counts.faults[:MOST_SHOWN]
    if len(counts.faults) > MOST_SHOWN:
        yield f"and {len(counts.faults) - MOST_SHOWN} more"
