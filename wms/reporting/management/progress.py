"""How far the reading of events is, for whoever watches."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from wms.reporting.projection.commands.build import Report

COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    TimeRemainingColumn(),
)


@contextmanager
def progress(title: str, total: int) -> Iterator[Report]:
    """Show a bar while the block reads so many events, or more; none where nobody watches."""
    console = Console(stderr=True)
    with Progress(*COLUMNS, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=total)

        def report(events: int, _until: datetime) -> None:
            done = bar.tasks[0].completed + events
            bar.update(task, advance=events, total=max(total, done))

        yield report
