"""Allocations and reservations that are not over, for whoever compares stock with work."""

from dataclasses import dataclass
from uuid import UUID

from wms.inventory.catalogue.contracts.words import AllocationStatus, ReservationStatus
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import Code, Text


@dataclass(frozen=True, kw_only=True)
class OpenAllocation:
    """An allocation on a stock unit, and the round of the order it is for."""

    allocation_id: UUID
    status: AllocationStatus
    quantity: int
    subject: Text
    order_id: OrderId
    order_number: Code
    round_no: int
    client_id: ClientId
    warehouse_id: WarehouseId


@dataclass(frozen=True, kw_only=True)
class OpenReservation:
    """A round of an order that holds stock, or waits for it."""

    reservation_id: UUID
    order_id: OrderId
    order_number: Code
    round_no: int
    client_id: ClientId
    warehouse_id: WarehouseId
    status: ReservationStatus
