"""What becomes of the reservations of orders."""

from dataclasses import dataclass

from wms.inventory.reservations.contracts.reservations import ReservationId, StockLine
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class StockReservedEvent(
    Event, event_type="wms.inventory.stock-reserved", subject="reservation_id"
):
    """Stock is reserved for every line of an order."""

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    lines: tuple[StockLine, ...]


@dataclass(frozen=True, kw_only=True)
class ShortageDetectedEvent(
    Event, event_type="wms.inventory.shortage-detected", subject="reservation_id"
):
    """Stock cannot fill an order, or can no longer; it waits for more.

    ``reason`` says what became of goods that were reserved; it is empty if none were.
    """

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    sku: str
    missing: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReservationReleasedEvent(
    Event, event_type="wms.inventory.reservation-released", subject="reservation_id"
):
    """Reserved units are free again."""

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    reason: str
