"""The facts orders publishes, on the Kafka topic ``wms.orders.events``."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.orders.contracts import LineProgress, OrderStatus, Priority, ShippingPolicy


@dataclass(frozen=True, kw_only=True)
class ReceivedLine:
    """A line of an order as it came in, in base units."""

    line_no: int
    sku: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class OrderReceivedEvent(Event, event_type="wms.order.received", subject="order_id"):
    """A client wants these units shipped; of a parent order, they are what it could not have.

    A previous order had the same reference, and was rejected or cancelled.
    """

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    external_ref: str
    customer_id: str
    priority: Priority
    shipping_policy: ShippingPolicy
    ship_by: date | None
    country: str
    lines: tuple[ReceivedLine, ...]
    consignee: str = ""
    parent_order_id: OrderId | None = None
    previous_order_id: OrderId | None = None


@dataclass(frozen=True, kw_only=True)
class OrderValidatedEvent(Event, event_type="wms.order.validated", subject="order_id"):
    """The order can be worked on."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus


@dataclass(frozen=True, kw_only=True)
class OrderRejectedEvent(Event, event_type="wms.order.rejected", subject="order_id"):
    """Validation refused the order, for these reasons."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    status: OrderStatus
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OrderBackorderedEvent(Event, event_type="wms.order.backordered", subject="order_id"):
    """The order waits for stock."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus


@dataclass(frozen=True, kw_only=True)
class SplitLine:
    """The totals of a line that goes on with fewer units than were ordered."""

    line_no: int
    kept: int
    cancelled: int
    backordered: int


@dataclass(frozen=True, kw_only=True)
class OrderSplitEvent(Event, event_type="wms.order.split", subject="order_id"):
    """The order goes on without a part of these lines; backordered units are the child's."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus
    child_order_id: OrderId | None
    lines: tuple[SplitLine, ...]


@dataclass(frozen=True, kw_only=True)
class OrderReservedEvent(Event, event_type="wms.order.reserved", subject="order_id"):
    """The order has its stock reserved."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus


@dataclass(frozen=True, kw_only=True)
class OrderWaveAssignedEvent(Event, event_type="wms.order.wave-assigned", subject="order_id"):
    """The order is in a wave."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus
    wave_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class OrderWaveUnassignedEvent(Event, event_type="wms.order.wave-unassigned", subject="order_id"):
    """The order left its wave, which is the one named, and can be planned again."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus
    wave_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class OrderPickingStartedEvent(Event, event_type="wms.order.picking-started", subject="order_id"):
    """Somebody walks for the order."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus


@dataclass(frozen=True, kw_only=True)
class OrderPickedEvent(Event, event_type="wms.order.picked", subject="order_id"):
    """All that was found of the order is off the shelf."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus
    lines: tuple[LineProgress, ...]


@dataclass(frozen=True, kw_only=True)
class OrderShortClosedEvent(Event, event_type="wms.order.short-closed", subject="order_id"):
    """Units of these lines were not found; the order ships without them."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus
    lines: tuple[LineProgress, ...]


@dataclass(frozen=True, kw_only=True)
class OrderPackedEvent(Event, event_type="wms.order.packed", subject="order_id"):
    """The order is in its cartons."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus


@dataclass(frozen=True, kw_only=True)
class OrderPartiallyShippedEvent(
    Event, event_type="wms.order.partially-shipped", subject="order_id"
):
    """The carrier has a part of the order; the rest is still to be shipped."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus
    tracking_numbers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OrderShippedEvent(Event, event_type="wms.order.shipped", subject="order_id"):
    """The carrier has the order."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus
    tracking_numbers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OrderCompletedEvent(Event, event_type="wms.order.completed", subject="order_id"):
    """Stock and order agree that the goods are gone; nothing more will happen."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus


@dataclass(frozen=True, kw_only=True)
class OrderCancellationRequestedEvent(
    Event, event_type="wms.order.cancellation-requested", subject="order_id"
):
    """Somebody wants the order cancelled, and the saga was not there to decide."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrderCancellationRefusedEvent(
    Event, event_type="wms.order.cancellation-refused", subject="order_id"
):
    """The request came too late; the order goes on."""

    order_id: OrderId
    client_id: ClientId
    status: OrderStatus
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrderCancelledEvent(Event, event_type="wms.order.cancelled", subject="order_id"):
    """The order will not be shipped, for this reason."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    status: OrderStatus
    reason: str
