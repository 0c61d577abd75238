"""The facts inventory publishes, on the Kafka topic ``wms.inventory.events``."""

from dataclasses import dataclass
from uuid import UUID

from wms.inventory.contracts import (
    MovementCause,
    MoveTaskId,
    MoveTaskKind,
    NewReceiptLine,
    PickedPlace,
    Place,
    ReservationId,
    StockLine,
)
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class StockReceivedEvent(Event, event_type="wms.inventory.stock-received", subject="receipt_id"):
    """Goods came in."""

    receipt_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    reference: str
    lines: tuple[NewReceiptLine, ...]


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
    """Stock cannot fill an order; it waits for more."""

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    sku: str
    missing: int


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


@dataclass(frozen=True, kw_only=True)
class StockAllocatedEvent(
    Event, event_type="wms.inventory.stock-allocated", subject="reservation_id"
):
    """The promise became claims on places to pick from."""

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class AllocationReleasedEvent(
    Event, event_type="wms.inventory.allocation-released", subject="reservation_id"
):
    """Claims that were not picked are free again."""

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class StockPickedEvent(Event, event_type="wms.inventory.stock-picked", subject="reservation_id"):
    """Picked goods moved to staging."""

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    places: tuple[PickedPlace, ...]


@dataclass(frozen=True, kw_only=True)
class StockShippedEvent(Event, event_type="wms.inventory.stock-shipped", subject="reservation_id"):
    """The goods of an order left the warehouse."""

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    cause: MovementCause


@dataclass(frozen=True, kw_only=True)
class StockMovedEvent(Event, event_type="wms.inventory.stock-moved", subject="move_id"):
    """Goods were carried to another place, by a task or a transfer; ``move_id`` is its id."""

    move_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    order_id: OrderId | None
    cause: MovementCause
    sku: str
    lot: str
    from_location: str
    to_location: str
    quantity: int
    reason: str
    actor: str


@dataclass(frozen=True, kw_only=True)
class StockReturnedEvent(Event, event_type="wms.inventory.stock-returned", subject="move_id"):
    """Goods that no order takes any more are back on the shelf; ``move_id`` is the task's."""

    move_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    order_id: OrderId | None
    cause: MovementCause
    sku: str
    lot: str
    from_location: str
    to_location: str
    quantity: int
    reason: str
    actor: str


@dataclass(frozen=True, kw_only=True)
class MoveTaskCancelledEvent(
    Event, event_type="wms.inventory.move-task-cancelled", subject="task_id"
):
    """Goods will not be carried; they stay where they are."""

    task_id: MoveTaskId
    client_id: ClientId
    warehouse_id: WarehouseId
    order_id: OrderId | None
    kind: MoveTaskKind
    number: str
    reason: str
