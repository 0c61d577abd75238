"""What a benchmark says, and how it is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One measured number, the number it is held against, and their ratio."""

    name: str
    measured: float
    unit: str
    peer: str = ""
    peer_measured: float | None = None

    @property
    def ratio(self) -> str:
        """Return measured / peer, or nothing if there is no peer."""
        return f"{self.measured / self.peer_measured:.2f}" if self.peer_measured else ""


def show(figures: Iterable[Figure]) -> None:
    """Print a table of figures."""
    table = Table(title="Measured on this machine, in this run", title_justify="left")
    for heading in ("figure", "measured", "against", "its number", "ratio"):
        table.add_column(heading, justify="left" if heading in {"figure", "against"} else "right")
    for each in figures:
        against = f"{each.peer_measured:,.1f} {each.unit}" if each.peer_measured else ""
        table.add_row(
            each.name, f"{each.measured:,.1f} {each.unit}", each.peer, against, each.ratio
        )
    Console(width=130).print(table)


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value below which so many percent of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
