"""What becomes of the goods allocated for orders, until they leave."""

from dataclasses import dataclass

from wms.inventory.catalogue.contracts.words import MovementCause
from wms.inventory.reservations.contracts.reservations import PickedPlace, Place, ReservationId
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class StockAllocatedEvent(
    Event, event_type="wms.inventory.stock-allocated", subject="reservation_id", grows="places"
):
    """The reservation became allocations: all of them are listed, each time they change.

    Places that were left out are read by ``inventory.get_walk``: newer ones perhaps.
    """

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    places: tuple[Place, ...]
    left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class AllocationShortEvent(
    Event, event_type="wms.inventory.allocation-short", subject="reservation_id"
):
    """Goods allocated for a line are gone, and there are no others."""

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    line_no: int
    sku: str
    missing: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AllocationReleasedEvent(
    Event, event_type="wms.inventory.allocation-released", subject="reservation_id"
):
    """Allocations that were not picked are free again."""

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class StockPickedEvent(
    Event, event_type="wms.inventory.stock-picked", subject="reservation_id", grows="places"
):
    """Picked goods moved to staging.

    Places that were left out are read by ``inventory.get_allocation``.
    """

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    places: tuple[PickedPlace, ...]
    left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class StockShippedEvent(Event, event_type="wms.inventory.stock-shipped", subject="reservation_id"):
    """The goods of an order left the warehouse."""

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    cause: MovementCause
