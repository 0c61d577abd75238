"""Asking for the supervisor that a count far off waits for."""

from wms.inventory.work.commands.exceptions import StockException, clear_exception, raise_exception
from wms.inventory.work.models.counts import CycleCount
from wms.platform.tenancy import facade as tenancy

COUNT_WAITS = "count_waits"


def ask_for_approval(row: CycleCount) -> None:
    """Put a locked count before whoever may post it; the caller saves its version.

    How much differs is not said: it may be counted again by somebody who reads this.
    """
    raise_exception(
        _exception(row),
        f"{row.location} was counted by {tenancy.name_of(row.counted_by)},"
        " and too much differs from the books."
        " Somebody else posts it, has it counted again or cancels it.",
    )


def approval_given(row: CycleCount, *, actor: str, note: str) -> None:
    """Take a locked count off the list: it was decided what becomes of it."""
    clear_exception(_exception(row), actor=actor, note=note)


def _exception(row: CycleCount) -> StockException:
    return StockException(row=row, kind=COUNT_WAITS, about=row.number, turn=row.round_no)
