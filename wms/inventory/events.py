"""The facts inventory publishes, on the Kafka topic ``wms.inventory.events``."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wms.inventory.contracts import (
    AdjustmentLine,
    AdjustmentReason,
    CountId,
    InboundLine,
    MovementCause,
    MoveTaskId,
    MoveTaskKind,
    NewInboundLine,
    NewReceiptLine,
    NoticeId,
    PickedPlace,
    Place,
    PostedLine,
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
    notice_id: NoticeId | None = None


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


@dataclass(frozen=True, kw_only=True)
class StockAllocatedEvent(
    Event, event_type="wms.inventory.stock-allocated", subject="reservation_id"
):
    """The promise became claims on places to pick from: all of them, each time they change."""

    reservation_id: ReservationId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class AllocationShortEvent(
    Event, event_type="wms.inventory.allocation-short", subject="reservation_id"
):
    """Goods claimed for a line are gone, and there are no others."""

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


@dataclass(frozen=True, kw_only=True)
class AdjustmentRequestedEvent(
    Event, event_type="wms.inventory.adjustment-requested", subject="change_id"
):
    """Goods are said to be found or lost, so many that a second person must agree."""

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
    """The second person did not agree; nothing was booked."""

    change_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    reference: str
    reason: str
    actor: str


@dataclass(frozen=True, kw_only=True)
class StockAdjustedEvent(Event, event_type="wms.inventory.stock-adjusted", subject="change_id"):
    """Goods were found or lost, or took another status: so many less of the one, more of another.

    ``change_id`` is that of the adjustment or of the change of status, as ``cause`` says.
    """

    change_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    cause: MovementCause
    reference: str
    reason_code: str
    lines: tuple[AdjustmentLine, ...]
    actor: str


@dataclass(frozen=True, kw_only=True)
class LowStockAlertEvent(Event, event_type="wms.inventory.low-stock-alert", subject="threshold_id"):
    """Fewer units of a SKU are free to promise than somebody wants there to be."""

    threshold_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    sku: str
    low_stock_at: int
    atp: int


@dataclass(frozen=True, kw_only=True)
class InboundAnnouncedEvent(
    Event, event_type="wms.inventory.inbound-announced", subject="notice_id"
):
    """Goods of a client are on their way."""

    notice_id: NoticeId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    reference: str
    expected_on: date | None
    lines: tuple[NewInboundLine, ...]


@dataclass(frozen=True, kw_only=True)
class InboundClosedEvent(Event, event_type="wms.inventory.inbound-closed", subject="notice_id"):
    """No more comes of what was announced; the lines say what came and what did not."""

    notice_id: NoticeId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    reference: str
    lines: tuple[InboundLine, ...]


@dataclass(frozen=True, kw_only=True)
class InventoryExceptionRaisedEvent(
    Event, event_type="wms.inventory.exception-raised", subject="subject_id"
):
    """A person should look; ``subject_id`` is the id of what it is about, ``about`` its name."""

    subject_id: UUID
    exception_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    order_id: OrderId | None
    kind: str
    about: str
    message: str


@dataclass(frozen=True, kw_only=True)
class CountPostedEvent(Event, event_type="wms.inventory.count-posted", subject="count_id"):
    """A location was counted, and the books say what was found there."""

    count_id: CountId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    location: str
    lines: tuple[PostedLine, ...]
