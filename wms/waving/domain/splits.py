"""What is left to do of an order that goes on with a part of its lines."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from wms.waving.contracts import WaveLine


def fewest(before: Mapping[int, int], split: Mapping[int, int]) -> dict[int, int]:
    """Return how many units are kept of each line, whichever of the two is newer.

    An order never gets back what it left behind, so the smaller number is the newer one.
    """
    return {
        line_no: min(kept[line_no] for kept in (before, split) if line_no in kept)
        for line_no in sorted(before.keys() | split.keys())
    }


def what_is_left(lines: Iterable[WaveLine], kept: Mapping[int, int]) -> tuple[WaveLine, ...]:
    """Return the lines with no more than is kept of each; a line without any is left out."""
    left = (
        replace(line, quantity=min(line.quantity, kept.get(line.line_no, line.quantity)))
        for line in lines
    )
    return tuple(line for line in left if line.quantity)
