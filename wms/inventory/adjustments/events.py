"""Goods that are found or written off, or take another status."""

from dataclasses import dataclass
from uuid import UUID

from wms.inventory.catalogue.contracts.words import AdjustmentReason
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class AdjustmentRequestedEvent(
    Event, event_type="wms.inventory.adjustment-requested", subject="change_id"
):
    """Goods are said to be found or written off, so many that an approver must agree."""

    change_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    reference: str
    reason_code: AdjustmentReason
    units: int
    actor: str


@dataclass(frozen=True, kw_only=True)
class AdjustmentRejectedEvent(
    Event, event_type="wms.inventory.adjustment-rejected", subject="change_id"
):
    """The approver did not agree; nothing was booked."""

    change_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    reference: str
    reason: str
    actor: str
