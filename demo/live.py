"""The picture in the terminal: a table that moves, or a line every two seconds."""

import time
from contextlib import AbstractContextManager, nullcontext

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from demo.crew import Shift
from demo.watching import STATES, Picture

LINE_SECONDS = 2.0
BAR_WIDTH = 40
_COLOURS = {"completed": "green", "cancelled": "yellow", "rejected": "red", "backordered": "yellow"}
# What is a moment only, and shown when it happens.
_RARE = {"partially_shipped", "cancelling", "backordered", "rejected", "shipped", "validated"}


class LiveView:
    """Shows how far the orders are; ``expected`` grows while orders come in."""

    def __init__(self, console: Console) -> None:
        """Show on a console, moving only if it is a terminal."""
        self._console = console
        self._live = (
            Live(console=console, refresh_per_second=4, transient=True)
            if console.is_terminal
            else None
        )
        self._last_line = 0.0

    def shown(self) -> AbstractContextManager[object]:
        """Return the context in which the picture stands."""
        return self._live if self._live is not None else nullcontext()

    def show(self, picture: Picture, *, posted: int, expected: int, shift: Shift) -> None:
        """Show the newest picture."""
        if self._live is not None:
            self._live.update(_table(picture, posted=posted, expected=expected, shift=shift))
        elif time.monotonic() - self._last_line >= LINE_SECONDS:
            self._last_line = time.monotonic()
            self._console.print(_line(picture, posted=posted, expected=expected), soft_wrap=True)


def _line(picture: Picture, *, posted: int, expected: int) -> Text:
    states = [f"{state} {n}" for state in STATES if (n := picture.by_state.get(state))]
    return Text(
        f"{picture.seconds:6.1f} s  posted {posted}/{expected}  " + "  ".join(states), style="dim"
    )


def _table(picture: Picture, *, posted: int, expected: int, shift: Shift) -> Group:
    table = Table(box=None, padding=(0, 1), show_header=False)
    for state in STATES:
        count = picture.by_state.get(state, 0)
        if not count and state in _RARE:
            continue
        colour = _COLOURS.get(state, "cyan")
        bar = ProgressBar(
            total=max(expected, 1),
            completed=count,
            width=BAR_WIDTH,
            complete_style=colour,
            finished_style=colour,
        )
        table.add_row(Text(state.replace("_", " "), style=colour), bar, f"{count:>5}")
    head = Text.assemble(
        (f"{picture.seconds:.0f} s", "bold"),
        f"   posted {posted} of {expected}   finished {picture.finished}",
        f"   waves {shift.waves}   counts {shift.done['times counted']}",
    )
    flow = Text(
        "so far   "
        + "   ".join(
            f"{state} {_rate(picture.reached(state), picture)}"
            for state in ("reserved", "picked", "packed")
        )
        + "   finished "
        + f"{_rate(picture.finished, picture)}",
        style="dim",
    )
    return Group(head, table, flow)


def _rate(orders: int, picture: Picture) -> str:
    return f"{orders / picture.seconds if picture.seconds else 0.0:.1f}/s"
