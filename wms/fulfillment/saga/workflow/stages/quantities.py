"""The quantities that the lines of an order have reached, as totals."""

from dataclasses import replace

from wms.fulfillment.saga.contracts.states import PickedUnits
from wms.inventory.contracts import StockLine
from wms.orders.contracts import LineProgress


def what_was_found(
    lines: tuple[StockLine, ...], picked: tuple[PickedUnits, ...]
) -> tuple[StockLine, ...]:
    """Return the lines with what was found of them; a line of which nothing was is left out."""
    found = {line.line_no: line.quantity for line in picked}
    return tuple(
        replace(line, quantity=found[line.line_no]) for line in lines if found.get(line.line_no)
    )


def what_is_missing(
    lines: tuple[StockLine, ...], picked: tuple[PickedUnits, ...]
) -> tuple[StockLine, ...]:
    """Return the lines with what was not found of them; a line that has all is left out."""
    found = {line.line_no: line.quantity for line in picked}
    return tuple(
        replace(line, quantity=line.quantity - found.get(line.line_no, 0))
        for line in lines
        if line.quantity > found.get(line.line_no, 0)
    )


class Quantities:
    """What was found of each line; the rest of a line is short-closed and does not ship."""

    def __init__(self, lines: tuple[StockLine, ...], picked: tuple[PickedUnits, ...]) -> None:
        found = {line.line_no: line.quantity for line in picked}
        self._lines = [(line, found.get(line.line_no, 0)) for line in lines]

    def picked(self) -> tuple[LineProgress, ...]:
        """Return the totals of an order in staging."""
        return tuple(
            LineProgress(line_no=line.line_no, picked=found, short_closed=line.quantity - found)
            for line, found in self._lines
        )

    def packed(self) -> tuple[LineProgress, ...]:
        """Return the totals of an order in its cartons."""
        return tuple(
            LineProgress(
                line_no=line.line_no,
                picked=found,
                packed=found,
                short_closed=line.quantity - found,
            )
            for line, found in self._lines
        )

    def shipped(self) -> tuple[LineProgress, ...]:
        """Return the totals of an order that has left."""
        return tuple(
            LineProgress(
                line_no=line.line_no,
                picked=found,
                packed=found,
                shipped=found,
                short_closed=line.quantity - found,
            )
            for line, found in self._lines
        )
