"""Asking for the approver that a large adjustment waits for."""

from collections.abc import Sequence

from wms.inventory.adjustments.models import Adjustment
from wms.inventory.adjustments.queries.adjustments import lines_of_adjustment
from wms.inventory.handling.contracts.adjustment_lines import AdjustmentLine
from wms.inventory.work.commands.exceptions import StockException, clear_exception, raise_exception
from wms.platform.tenancy import facade as tenancy

ADJUSTMENT_WAITS = "adjustment_waits"
NAMED = 5
FORCED = ", claims of orders are moved"


def ask_approval(row: Adjustment) -> None:
    """Put a locked adjustment before whoever may decide on it; the caller saves its version."""
    raise_exception(
        _exception(row),
        f"{tenancy.name_of(row.actor)} asks to book {_in_words(lines_of_adjustment(row))}"
        f" ({row.get_reason_code_display()}{FORCED if row.force else ''})."
        " Somebody else approves or rejects it.",
    )


def approval_decided(row: Adjustment) -> None:
    """Take a locked adjustment off the list again; the caller saves its version."""
    clear_exception(_exception(row), actor=row.decided_by, note=row.status)


def _exception(row: Adjustment) -> StockException:
    return StockException(row=row, kind=ADJUSTMENT_WAITS, about=row.reference)


def _in_words(lines: Sequence[AdjustmentLine]) -> str:
    named = [
        f"{abs(line.quantity)} of {line.sku} {'found' if line.quantity > 0 else 'lost'}"
        f" at {line.location}"
        for line in lines[:NAMED]
    ]
    if len(lines) > NAMED:
        named.append(f"and {len(lines) - NAMED} more lines")
    return ", ".join(named)
