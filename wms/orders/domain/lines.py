"""What becomes of the units of a line: totals that only go up."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from wms.orders.contracts import ImpossibleProgress, LineProgress, Milestone


@dataclass(frozen=True, kw_only=True)
class LineUnits:
    """A line in base units; every unit asked for is open or has come to one end."""

    line_no: int
    ordered: int
    picked: int = 0
    packed: int = 0
    shipped: int = 0
    short_closed: int = 0
    cancelled: int = 0
    backordered: int = 0

    @property
    def open(self) -> int:
        """Return the units still to be shipped."""
        return self.ordered - self.shipped - self.short_closed - self.cancelled - self.backordered

    @property
    def obtainable(self) -> int:
        """Return the units that can be picked at most."""
        return self.ordered - self.short_closed - self.cancelled - self.backordered


def advance(
    lines: Iterable[LineUnits], news: Container[Milestone], totals: tuple[LineProgress, ...]
) -> tuple[LineUnits, ...]:
    """Return the lines after these milestones became known, with the totals given.

    A total never goes down, and a later one lifts the earlier: shipped units were packed, packed
    ones picked. A milestone without lines was reached by every unit that could reach it.

    Raises:
        ImpossibleProgress: a total is more than the line can have, or there is no such line.
    """
    reached = {line.line_no: line for line in lines}
    if not totals:
        return tuple(_carried(line, news) for line in reached.values())
    _check_lines_exist((progress.line_no for progress in totals), reached)
    for progress in totals:
        reached[progress.line_no] = _lifted(reached[progress.line_no], progress)
    return tuple(reached.values())


def cancel_open(line: LineUnits) -> LineUnits:
    """Return the line with all that was still to be shipped cancelled."""
    return replace(line, cancelled=line.cancelled + line.open)


def split(
    lines: Iterable[LineUnits], kept: Mapping[int, int], *, is_backordered: bool
) -> tuple[LineUnits, ...]:
    """Return the lines with no more to ship than is kept of each; the rest has left the order.

    A line that has no more already stays as it is, so that the same split again changes nothing.

    Raises:
        ImpossibleProgress: nothing is kept, more than was ordered or less than was picked, or
            there is no such line.
    """
    listed = tuple(lines)
    _check_lines_exist(kept, {line.line_no: line for line in listed})
    if not any(kept.values()):
        raise ImpossibleProgress("an order keeps at least one unit")
    return tuple(
        _reduced(line, kept.get(line.line_no, 0), is_backordered=is_backordered) for line in listed
    )


def _reduced(line: LineUnits, kept: int, *, is_backordered: bool) -> LineUnits:
    if not line.picked <= kept <= line.ordered:
        raise ImpossibleProgress(
            f"line {line.line_no}: {kept} kept of {line.ordered} ordered, {line.picked} are picked"
        )
    rest = max(0, line.obtainable - kept)
    if is_backordered:
        return replace(line, backordered=line.backordered + rest)
    return replace(line, cancelled=line.cancelled + rest)


def _carried(line: LineUnits, news: Container[Milestone]) -> LineUnits:
    picked = line.obtainable if Milestone.PICKED in news else line.picked
    packed = picked if Milestone.PACKED in news else line.packed
    shipped = packed if Milestone.SHIPPED in news else line.shipped
    return replace(line, picked=picked, packed=packed, shipped=shipped)


def _lifted(line: LineUnits, total: LineProgress) -> LineUnits:
    shipped = max(line.shipped, total.shipped)
    packed = max(line.packed, total.packed, shipped)
    picked = max(line.picked, total.picked, packed)
    lifted = replace(
        line,
        picked=picked,
        packed=packed,
        shipped=shipped,
        short_closed=max(line.short_closed, total.short_closed),
    )
    if picked > lifted.obtainable:
        raise ImpossibleProgress(
            f"line {line.line_no}: {picked} picked and {lifted.short_closed} short"
            f" of {line.ordered} ordered"
        )
    return lifted


def _check_lines_exist(named: Iterable[int], lines: Container[int]) -> None:
    unknown = sorted({line_no for line_no in named if line_no not in lines})
    if unknown:
        raise ImpossibleProgress(f"the order has no line {', '.join(map(str, unknown))}")
