"""Orders as their clients see them."""

from dataclasses import dataclass
from datetime import date, datetime

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import Code, Text
from wms.orders.contracts.intake import Address, Money
from wms.orders.contracts.words import OrderStatus, Priority, ShippingPolicy, ShortCode


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """A line and what became of its units; ``open`` is what is still to be shipped."""

    line_no: int
    sku: Code
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
    number: Code
    client_id: ClientId
    warehouse_id: WarehouseId
    external_ref: Code
    customer_id: Code
    priority: Priority
    shipping_policy: ShippingPolicy
    status: OrderStatus
    reason: Text
    ship_by: date | None
    shipping_address: Address
    received_at: datetime
    version: int
    workflow_id: Code
    tracking_numbers: tuple[Code, ...]
    lines: tuple[OrderLine, ...]
    parent_order_id: OrderId | None = None
    child_order_ids: tuple[OrderId, ...] = ()
    previous_order_id: OrderId | None = None


@dataclass(frozen=True, kw_only=True)
class OrderSummary:
    """An order in a list."""

    order_id: OrderId
    number: Code
    external_ref: Code
    customer_id: Code
    priority: Priority
    status: OrderStatus
    reason: Text
    ship_by: date | None
    received_at: datetime
    version: int
    parent_order_id: OrderId | None = None


@dataclass(frozen=True, kw_only=True)
class OrderFilter:
    """Which orders a list shows: those that match all that is given."""

    status: tuple[OrderStatus, ...] = ()
    priority: tuple[Priority, ...] = ()
    external_ref: ShortCode | None = None
    customer_id: ShortCode | None = None
    parent_order_id: OrderId | None = None
    received_from: datetime | None = None
    received_before: datetime | None = None
    number: ShortCode | None = None


@dataclass(frozen=True, kw_only=True)
class OrderMoment:
    """As of when an order is asked for: now, or as it was at a moment."""

    as_of: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One thing that happened to an order; ``sequence`` is its version afterwards.

    ``actor`` is who caused it; empty for what happened before that was kept.
    """

    sequence: int
    occurred_at: datetime
    what: Code
    status: OrderStatus
    reason: Text
    actor: Text = ""


@dataclass(frozen=True, kw_only=True)
class History:
    """All that happened to an order, the oldest first."""

    results: tuple[HistoryEntry, ...]
