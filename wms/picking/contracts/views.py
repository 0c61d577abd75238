"""Tasks as the floor sees them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.inventory.contracts import ReasonCode
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import CODE, TEXT, Code, Text
from wms.picking.contracts.words import PickLineStatus, PickTaskId, PickTaskStatus


@dataclass(frozen=True, kw_only=True)
class PickedLine:
    """What was taken for a line of an order at one place, and what was missing there."""

    allocation_id: UUID
    line_no: int
    sku: Code
    location: Code
    lot: Code
    quantity: int
    short_quantity: int
    reason: ReasonCode | None


@dataclass(frozen=True, kw_only=True)
class PickTaskLine:
    """A stop: so many units of a SKU at a location, in the order of the walk.

    While other goods are looked for in place of what was not found, the walk is not over; at
    latest ``sought_until`` it may be.
    """

    allocation_id: UUID
    line_no: int
    sku: Code
    location: Code
    pick_sequence: int
    lot: Code
    quantity: int
    picked: int
    short_quantity: int
    reason: ReasonCode | None
    status: PickLineStatus
    sought_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PickTask:
    """The walk for one order."""

    task_id: PickTaskId
    number: Code
    order_id: OrderId
    order_number: Code
    client_id: ClientId
    warehouse_id: WarehouseId
    wave_id: UUID | None
    round_no: int
    priority_rank: int
    status: PickTaskStatus
    worker: Text
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    version: int
    lines: tuple[PickTaskLine, ...]


@dataclass(frozen=True, kw_only=True)
class PickTaskFilter:
    """Which tasks to list, the newest first.

    With ``available``, those that can be claimed: the most urgent first, then the oldest.
    """

    status: tuple[PickTaskStatus, ...] = ()
    worker: Annotated[str, Len(1, 150), TEXT] | None = None
    wave_id: UUID | None = None
    available: bool = False
    number: Annotated[str, Len(1, 32), CODE] | None = None


@dataclass(frozen=True, kw_only=True)
class PickTaskSummary:
    """A task in a list."""

    task_id: PickTaskId
    number: Code
    order_id: OrderId
    order_number: Code
    wave_id: UUID | None
    priority_rank: int
    status: PickTaskStatus
    worker: Text
    line_count: int
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A stop of any task, with the claim it is for and the round of the order."""

    number: int
    allocation_id: UUID
    status: PickLineStatus
    task_status: PickTaskStatus
    subject: Text
    order_id: OrderId
    order_number: Code
    round_no: int
    client_id: ClientId
    warehouse_id: WarehouseId
