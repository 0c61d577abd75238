"""What callers hand to orders and get back: frozen, framework-free, append-only."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le, Len

from wms.kernel.errors import Conflict, DomainError, NotFound
from wms.kernel.ids import ClientId, OrderId, WarehouseId

_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,4})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SKU = re.compile(r"[A-Z0-9][A-Z0-9 ._/+-]{0,63}")

MAX_LINES = 2000
LineNo = Annotated[int, Ge(1), Le(99_999)]
Quantity = Annotated[int, Ge(1), Le(10_000_000)]
ShortText = Annotated[str, Len(1, 64)]
Text = Annotated[str, Len(1, 200)]


def workflow_id_for(order_id: OrderId) -> str:
    """Return the name of the one saga that an order has."""
    return f"order-fulfillment-{order_id}"


class OrderStatus(StrEnum):
    """How far an order has come: a function of its milestones and quantities, never set."""

    RECEIVED = "received"
    VALIDATED = "validated"
    BACKORDERED = "backordered"
    RESERVED = "reserved"
    WAVE_ASSIGNED = "wave_assigned"
    PICKING = "picking"
    PICKED = "picked"
    PACKED = "packed"
    PARTIALLY_SHIPPED = "partially_shipped"
    SHIPPED = "shipped"
    COMPLETED = "completed"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    REJECTED = "rejected"

    @property
    def is_finished(self) -> bool:
        """Return whether nothing will happen to the order any more."""
        return self in {OrderStatus.COMPLETED, OrderStatus.CANCELLED, OrderStatus.REJECTED}


class Milestone(StrEnum):
    """A fact the saga records about an order; a later one implies the earlier ones."""

    VALIDATED = "validated"
    BACKORDERED = "backordered"
    RESERVED = "reserved"
    WAVE_ASSIGNED = "wave_assigned"
    PICKING_STARTED = "picking_started"
    PICKED = "picked"
    PACKED = "packed"
    SHIPPED = "shipped"
    COMPLETED = "completed"


class Priority(StrEnum):
    """How urgent an order is; ``rank`` orders them, the most urgent first."""

    SAME_DAY = "same_day"
    NEXT_DAY = "next_day"
    STANDARD = "standard"

    @property
    def rank(self) -> int:
        """Return 0 for the most urgent; names are never compared alphabetically."""
        return (Priority.SAME_DAY, Priority.NEXT_DAY, Priority.STANDARD).index(self)


class ShippingPolicy(StrEnum):
    """What to do when stock cannot fill the whole order."""

    SHIP_COMPLETE = "ship_complete"


@dataclass(frozen=True, kw_only=True)
class Money:
    """A decimal amount, written as a string, in a currency of ISO 4217."""

    amount: str
    currency: str

    def __post_init__(self) -> None:
        if not _AMOUNT.fullmatch(self.amount):
            raise ValueError("an amount is written like 12.50, with at most four decimals")
        if not _CURRENCY.fullmatch(self.currency):
            raise ValueError("a currency is three capital letters (ISO 4217)")

    @property
    def value(self) -> Decimal:
        """Return the amount as a number to calculate with."""
        return Decimal(self.amount)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where an order goes; ``country`` is a code of ISO 3166-1 alpha-2."""

    name: Text
    line1: Text
    city: Text
    postal_code: Annotated[str, Len(1, 20)]
    country: str
    line2: Annotated[str, Len(0, 200)] = ""
    region: Annotated[str, Len(0, 100)] = ""
    phone: Annotated[str, Len(0, 40)] = ""
    email: Annotated[str, Len(0, 200)] = ""

    def __post_init__(self) -> None:
        if not _COUNTRY.fullmatch(self.country):
            raise ValueError("a country is two capital letters (ISO 3166-1 alpha-2)")


@dataclass(frozen=True, kw_only=True)
class NewOrderLine:
    """A number of base units of one SKU; other lines may want the same SKU."""

    line_no: LineNo
    sku: ShortText
    quantity: Quantity
    unit_price: Money | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())
        if not _SKU.fullmatch(self.sku):
            raise ValueError("a SKU code is letters, digits and . _ / + - inside")


@dataclass(frozen=True, kw_only=True)
class NewOrder:
    """The body of ``POST /orders``; ``warehouse`` is a code, by default the only warehouse."""

    external_ref: ShortText
    customer_id: ShortText
    shipping_address: Address
    lines: Annotated[tuple[NewOrderLine, ...], Len(1, MAX_LINES)]
    warehouse: Annotated[str, Len(1, 32)] | None = None
    priority: Priority = Priority.STANDARD
    shipping_policy: ShippingPolicy = ShippingPolicy.SHIP_COMPLETE
    ship_by: date | None = None

    def __post_init__(self) -> None:
        if len({line.line_no for line in self.lines}) < len(self.lines):
            raise ValueError("two lines have the same line_no")


@dataclass(frozen=True, kw_only=True)
class ReceiveOrder:
    """Take in an order of a client, to be shipped from a warehouse."""

    client_id: ClientId
    warehouse_id: WarehouseId
    order: NewOrder


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
    """An order as its client sees it."""

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


@dataclass(frozen=True, kw_only=True)
class OrderFilter:
    """Which orders a list shows: those that match all that is given."""

    status: OrderStatus | None = None
    priority: Priority | None = None
    external_ref: ShortText | None = None
    customer_id: ShortText | None = None
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


@dataclass(frozen=True, kw_only=True)
class LineProgress:
    """The quantities a line has reached, as totals and not as differences."""

    line_no: int
    picked: int = 0
    packed: int = 0
    shipped: int = 0
    short_closed: int = 0


@dataclass(frozen=True, kw_only=True)
class RecordValidation:
    """Say that an order passed validation, or (with every reason) that it is rejected."""

    order_id: OrderId
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecordProgress:
    """Record that an order reached a milestone; ``lines`` where quantities changed."""

    order_id: OrderId
    milestone: Milestone
    lines: tuple[LineProgress, ...] = ()
    wave_id: UUID | None = None
    tracking_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CancelOrder:
    """Close an order as cancelled, with its open units. A finished order stays as it is."""

    order_id: OrderId
    reason: str


@dataclass(frozen=True, kw_only=True)
class RequestCancellation:
    """Note that somebody wants an order cancelled; the saga decides."""

    order_id: OrderId
    reason: str


@dataclass(frozen=True, kw_only=True)
class RefuseCancellation:
    """Put an order back where it was: the request to cancel it came too late."""

    order_id: OrderId
    reason: str


class OrderNotFound(NotFound):
    """There is no such order for this client."""

    code = "order_not_found"


class DuplicateExternalRef(Conflict):
    """The client has an order with this ``external_ref``."""

    code = "duplicate_external_ref"


class OrderFinished(Conflict):
    """The order is completed, cancelled or rejected."""

    code = "order_finished"


class InvalidOrder(DomainError):
    """The order contradicts itself in a way that only orders can see."""

    code = "invalid_order"


class ImpossibleProgress(DomainError):
    """The quantities told are more than the order can have reached."""

    code = "impossible_progress"


class TooLate(Conflict):
    """The goods of the order were handed over; it cannot be cancelled any more."""

    code = "too_late"
