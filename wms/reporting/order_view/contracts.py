"""What callers hand to reporting and get back: frozen, framework-free, append-only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.kernel.errors import NotFound
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import CODE, TEXT, Code, Text
from wms.orders.contracts import OrderStatus, Priority


@dataclass(frozen=True, kw_only=True)
class ApplyEvent:
    """Project a fact; ``sequence`` is the version of its subject afterwards."""

    event: Event
    sequence: int
    occurred_at: datetime


@dataclass(frozen=True, kw_only=True)
class OrderViewFilter:
    """Which order views: each given field narrows the list.

    ``search`` finds a whole order number, external reference, customer, SKU, wave, task,
    shipment or tracking number, in any case of letters.
    """

    status: OrderStatus | None = None
    external_ref: Annotated[str, Len(1, 64), CODE] | None = None
    customer_id: Annotated[str, Len(1, 64), CODE] | None = None
    search: Annotated[str, Len(1, 64), TEXT] | None = None


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
