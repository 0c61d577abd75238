"""Orders as their clients see them."""

from dataclasses import dataclass
from datetime import date, datetime

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.orders.contracts.intake import Address, Money
from wms.orders.contracts.words import OrderStatus, Priority, ShippingPolicy, ShortText


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """A line and what became of its units; ``open`` is what is still to be shipped."""

    line_no: int
    sku: str
    ordered: int
    picked: int
    packed: int
    shipped: int
    short_closed: int
    cancelled: int
    backordered: int
    open: int
    unit_price: Money | None


@dataclass(frozen=True, kw_only=True)
class Order:
    """An order as its client sees it.

    One with a ``parent_order_id`` is what that order could not have at once; ``child_order_ids``
    are those that hold what this one left behind. ``previous_order_id`` is the newest of those
    that had its reference before, and were rejected or cancelled.
    """

    order_id: OrderId
    number: str
    client_id: ClientId
    warehouse_id: WarehouseId
    external_ref: str
    customer_id: str
    priority: Priority
    shipping_policy: ShippingPolicy
    status: OrderStatus
    reason: str
    ship_by: date | None
    shipping_address: Address
    received_at: datetime
    version: int
    workflow_id: str
    tracking_numbers: tuple[str, ...]
    lines: tuple[OrderLine, ...]
    parent_order_id: OrderId | None = None
    child_order_ids: tuple[OrderId, ...] = ()
    previous_order_id: OrderId | None = None


@dataclass(frozen=True, kw_only=True)
class OrderSummary:
    """An order in a list."""

    order_id: OrderId
    number: str
    external_ref: str
    customer_id: str
    priority: Priority
    status: OrderStatus
    reason: str
    ship_by: date | None
    received_at: datetime
    version: int
    parent_order_id: OrderId | None = None


@dataclass(frozen=True, kw_only=True)
class OrderFilter:
    """Which orders a list shows: those that match all that is given."""

    status: OrderStatus | None = None
    priority: Priority | None = None
    external_ref: ShortText | None = None
    customer_id: ShortText | None = None
    parent_order_id: OrderId | None = None
    received_from: datetime | None = None
    received_before: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One thing that happened to an order; ``sequence`` is its version afterwards."""

    sequence: int
    occurred_at: datetime
    what: str
    status: OrderStatus
    reason: str


@dataclass(frozen=True, kw_only=True)
class History:
    """All that happened to an order, the oldest first."""

    results: tuple[HistoryEntry, ...]
