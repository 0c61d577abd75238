"""What a person is told about goods that were not where they should be."""

from collections.abc import Sequence

from wms.picking.contracts import PickedLine

SHORT_PICK = "short_pick"
NAMED = 10


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
