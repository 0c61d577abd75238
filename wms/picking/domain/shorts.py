"""What an exception says about units that a picker did not find."""

from collections.abc import Collection, Sequence

from wms.picking.contracts import PickedLine
from wms.picking.domain.follow import Stop, wanted

SHORT_PICK = "short_pick"
NAMED = 10


def lines_left_short(stops: Collection[Stop]) -> frozenset[int]:
    """Return the lines of which less was picked than was asked for at first, all places together.

    What was missing at one place and found at another is not missing any more.
    """
    missing = wanted(stops)
    for stop in stops:
        missing[stop.line_no] -= stop.picked
    return frozenset(line_no for line_no, units in missing.items() if units > 0)


def short_message(lines: Sequence[PickedLine]) -> str:
    """Return one sentence per stop that was short, at most ten; empty if none was."""
    shorts = [line for line in lines if line.short_quantity]
    named = [
        f"{line.short_quantity} of {line.quantity + line.short_quantity} units of {line.sku}"
        f" missing at {line.location} ({line.reason or 'no reason'})"
        for line in shorts[:NAMED]
    ]
    if len(shorts) > NAMED:
        named.append(f"and {len(shorts) - NAMED} more places")
    return "; ".join(named)
