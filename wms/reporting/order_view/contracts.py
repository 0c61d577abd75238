"""What callers hand to reporting and get back: frozen, framework-free, append-only."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.kernel.errors import NotFound
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import CODE, TEXT, Code, Text
from wms.orders.contracts import OrderStatus, Priority


class OrderViewSort(StrEnum):
    """In which order views are listed: up, or down with a minus sign."""

    RECEIVED_UP = "received_at"
    RECEIVED_DOWN = "-received_at"
    SHIP_BY_UP = "ship_by"
    SHIP_BY_DOWN = "-ship_by"
    PRIORITY_UP = "priority"
    PRIORITY_DOWN = "-priority"
    NUMBER_UP = "number"
    NUMBER_DOWN = "-number"


@dataclass(frozen=True, kw_only=True)
class OrderViewFilter:
    """Which order views, and in which order: each given field narrows the list.

    ``search`` finds any part of an order number, reference, customer, consignee, SKU, wave, task,
    shipment or tracking number, in any case of letters and without accents; fewer than three
    letters are what one of them begins with. ``status`` may be given several times.
    """

    status: tuple[OrderStatus, ...] = ()
    external_ref: Annotated[str, Len(1, 64), CODE] | None = None
    customer_id: Annotated[str, Len(1, 64), CODE] | None = None
    search: Annotated[str, Len(1, 64), TEXT] | None = None
    sort: OrderViewSort = OrderViewSort.RECEIVED_DOWN


@dataclass(frozen=True, kw_only=True)
class OrderViewMoment:
    """As of when an order view is asked for: now, or as it was at a moment."""

    as_of: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class StageTimes:
    """When an order reached each stage; None where it has not, or not yet."""

    received_at: datetime | None = None
    validated_at: datetime | None = None
    backordered_at: datetime | None = None
    reserved_at: datetime | None = None
    wave_assigned_at: datetime | None = None
    wave_released_at: datetime | None = None
    picking_started_at: datetime | None = None
    picked_at: datetime | None = None
    packed_at: datetime | None = None
    labelled_at: datetime | None = None
    shipped_at: datetime | None = None
    completed_at: datetime | None = None
    cancelled_at: datetime | None = None
    rejected_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ShortLine:
    """Base units of an order line that were not found at one place.

    Others may have been found at another; what did not ship is in the lines of the order.
    """

    line_no: int
    sku: Code
    location: Code
    quantity: int
    reason: Text


@dataclass(frozen=True, kw_only=True)
class PackedCarton:
    """A sealed box of an order; grams."""

    carton_no: int
    weight_grams: int


@dataclass(frozen=True, kw_only=True)
class MissingStock:
    """What an order waits for, in base units."""

    sku: Code
    quantity: int


@dataclass(frozen=True, kw_only=True)
class FloorWork:
    """The number of a task or shipment of an order, how far it is, and who has it."""

    number: Code
    status: Code
    worker: Text = ""


@dataclass(frozen=True, kw_only=True)
class OrderException:
    """Something about an order that a person had to look at."""

    kind: Code
    message: Text
    raised_at: datetime


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """One thing that happened to an order: what, in words, and who caused it (empty if unknown)."""

    at: datetime
    event_type: Code
    what: Text
    detail: Text
    actor: Code


@dataclass(frozen=True, kw_only=True)
class StageTime:
    """A stage that an order reached, and the seconds since the one before."""

    stage: Code
    reached_at: datetime
    seconds: float


@dataclass(frozen=True, kw_only=True)
class OrderView:
    """All that an order went through, as far as events say by ``as_of``.

    What could not be had at once of a parent order is in its children.

    ``sequences`` holds the highest version known of each thing the order met, by its kind and
    id: two views of the same sequences are the same view.
    """

    order_id: OrderId
    number: Code
    client_id: ClientId
    warehouse_id: WarehouseId
    external_ref: Code
    customer_id: Code
    priority: Priority
    status: OrderStatus
    reason: Text
    ship_by: date | None
    line_count: int
    unit_count: int
    missing_stock: MissingStock | None
    wave_id: UUID | None
    wave_number: Code
    pick_task: FloorWork | None
    short_lines: tuple[ShortLine, ...]
    pack_task: FloorWork | None
    cartons: tuple[PackedCarton, ...]
    shipment: FloorWork | None
    carrier: Code
    tracking_numbers: tuple[Code, ...]
    stages: StageTimes
    sequences: dict[Code, int]
    as_of: datetime
    parent_order_id: OrderId | None = None
    child_order_ids: tuple[OrderId, ...] = ()
    consignee: Text = ""
    exceptions: tuple[OrderException, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OrderViewDetail(OrderView):
    """An order view with everything that happened, and how long each stage took."""

    timeline: tuple[TimelineEntry, ...]
    stage_times: tuple[StageTime, ...]


@dataclass(frozen=True, kw_only=True)
class StatusCount:
    """How many orders have a status."""

    status: OrderStatus
    orders: int


@dataclass(frozen=True, kw_only=True)
class OrderCounts:
    """How many orders a client has, and how far they are; statuses nobody has are left out."""

    total: int
    by_status: tuple[StatusCount, ...]


class OrderViewNotFound(NotFound):
    """Nothing is known of such an order of this client, or not yet."""

    code = "order_view_not_found"
