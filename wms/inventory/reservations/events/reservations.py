"""What becomes of the promises made to orders."""

from dataclasses import dataclass

from wms.inventory.reservations.contracts.reservations import ReservationId, StockLine
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class StockReservedEvent(
    Event, event_type="wms.inventory.stock-reserved", subject="reservation_id"
):
    """Every line of an order is promised."""

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

    ``reason`` says what became of goods that were promised; it is empty if none were.
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
    """Promised units are free again."""

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    reason: str
