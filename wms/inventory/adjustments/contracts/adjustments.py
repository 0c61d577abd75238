"""Goods found or written off, and the approver who agrees."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.inventory.adjustments.contracts.changes import MOST_LINES
from wms.inventory.catalogue.contracts.words import (
    AdjustmentReason,
    AdjustmentStatus,
    Note,
    PlaceCode,
    ShortCode,
)
from wms.inventory.handling.contracts.adjustment_lines import AdjustmentLine
from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.text import TEXT, Code, Text


@dataclass(frozen=True, kw_only=True)
class NewAdjustment:
    """The body of ``POST /adjustments``; ``reference`` is unique per client among adjustments.

    With ``force``, allocations on goods that are lost are moved to other goods.
    """

    reference: ShortCode
    reason_code: AdjustmentReason
    lines: Annotated[tuple[AdjustmentLine, ...], Len(1, MOST_LINES)]
    note: Note = ""
    force: bool = False
    warehouse: PlaceCode | None = None

    def __post_init__(self) -> None:
        places = {(line.sku, line.location, line.lot, line.status) for line in self.lines}
        if len(places) < len(self.lines):
            raise ValueError("two lines are about the same goods at the same place")


@dataclass(frozen=True, kw_only=True)
class AdjustStock:
    """Book goods of a client as found or written off: every line, or none.

    Above the limits of what a person may book alone, with all that ``actor_id`` has booked alone
    within the period, it is kept ``pending`` until an approver approves it. ``actor_id`` is
    ``user:<id>`` or ``token:<id>``; ``actor`` is what people are shown.
    """

    client_id: ClientId
    warehouse_id: WarehouseId
    adjustment: NewAdjustment
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class NewApproval:
    """The body of ``POST /adjustments/{id}/approve``."""

    force: bool = False


@dataclass(frozen=True, kw_only=True)
class NewRejection:
    """The body of ``POST /adjustments/{id}/reject``."""

    reason: Annotated[str, Len(1, 200), TEXT]


@dataclass(frozen=True, kw_only=True)
class ApproveAdjustment:
    """Agree to an adjustment that somebody else asked for, and book it."""

    client_id: ClientId
    adjustment_id: UUID
    actor: Actor
    force: bool = False


@dataclass(frozen=True, kw_only=True)
class RejectAdjustment:
    """Refuse an adjustment that somebody else asked for."""

    client_id: ClientId
    adjustment_id: UUID
    actor: Actor
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """Goods found or written off; ``units`` is how many in all, whichever way they went.

    With ``force`` it moves the allocations of orders when it is booked, whoever approves it.
    ``worth`` is what they are worth, a decimal string by currency (ISO 4217), as far as the
    value of their SKUs is known.
    """

    adjustment_id: UUID
    warehouse_id: WarehouseId
    reference: Code
    status: AdjustmentStatus
    reason_code: AdjustmentReason
    note: Text
    units: int
    worth: dict[Code, Code]
    asked_by: Text
    asked_at: datetime
    decided_by: Text
    decided_at: datetime | None
    decision: Text
    lines: tuple[AdjustmentLine, ...]
    force: bool = False


@dataclass(frozen=True, kw_only=True)
class AdjustmentFilter:
    """Which adjustments of a client to list."""

    status: tuple[AdjustmentStatus, ...] = ()
    reference: ShortCode | None = None
    warehouse: PlaceCode | None = None
