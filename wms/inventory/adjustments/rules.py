"""Which status goods may take by saying so, and which one an adjustment."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from wms.inventory.adjustments.contracts.refused_changes import (
    AdjustmentDecided,
    LotExpired,
    StatusNotAllowed,
)
from wms.inventory.catalogue.contracts.words import AdjustmentStatus, StockStatus
from wms.inventory.catalogue.rules.expiry import status_on
from wms.kernel.transitions import Transitions

_WORTHLESS = frozenset({StockStatus.DAMAGED, StockStatus.EXPIRED, StockStatus.MISSING})
_HERE = frozenset(StockStatus) - {StockStatus.MISSING}

ADJUSTMENT_TRANSITIONS = Transitions(
    AdjustmentDecided,
    {
        AdjustmentStatus.PENDING: {AdjustmentStatus.POSTED, AdjustmentStatus.REJECTED},
        AdjustmentStatus.POSTED: (),
        AdjustmentStatus.REJECTED: (),
    },
)
# What is missing is found by a count or an adjustment, by somebody who has seen it.
FOLLOWERS: Mapping[StockStatus, frozenset[StockStatus]] = MappingProxyType(
    {status: frozenset(StockStatus) - {status} for status in _HERE}
    | {StockStatus.MISSING: frozenset[StockStatus]()}
)


def check_change(before: StockStatus, after: StockStatus) -> None:
    """Check that goods of one status may take another.

    Raises:
        StatusNotAllowed: they have it already, or they are missing.
    """
    if after not in FOLLOWERS[before]:
        raise StatusNotAllowed(f"goods that are {before} do not become {after}")


def is_given_up(before: StockStatus, after: StockStatus) -> bool:
    """Return whether goods that are worth something are said to be worth nothing."""
    return before not in _WORTHLESS and after in _WORTHLESS


def check_age(status: StockStatus, expires_on: date | None, today: date) -> None:
    """Check that goods are young enough for the status they are to have on a day.

    Raises:
        LotExpired: they would be usable, and are too old.
    """
    if status is StockStatus.USABLE and status_on(today, expires_on) is StockStatus.EXPIRED:
        raise LotExpired(f"the goods expired on {expires_on}")
