"""Tasks that carry goods from one place to another: put away, replenish, return to stock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le, Len

from wms.inventory.catalogue.contracts.words import (
    MoveTaskKind,
    MoveTaskStatus,
    PlaceCode,
    ShortCode,
)
from wms.inventory.work.contracts.tasks import MoveTaskId
from wms.kernel.actors import Actor
from wms.kernel.errors import Conflict, DomainError, NotFound
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import CODE, TEXT, Code, Text


class CarryReason(StrEnum):
    """Why fewer units were carried than asked.

    What found no room gets a task of its own, unless it may stay in reserve.
    """

    NOT_FOUND = "not_found"
    DAMAGED = "damaged"
    NO_ROOM = "no_room"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, kw_only=True)
class Carried:
    """The body of ``POST /move-tasks/{id}/complete``: what was scanned, and how many units."""

    sku: ShortCode
    from_location: PlaceCode
    to_location: PlaceCode
    quantity: Annotated[int, Ge(0), Le(10_000_000)]
    lot: Annotated[str, Len(0, 64), CODE] | None = None
    reason: CarryReason | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())


@dataclass(frozen=True, kw_only=True)
class ClaimMoveTask:
    """Take an open task."""

    task_id: MoveTaskId
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class ReleaseMoveTask:
    """Give a task back that was claimed; with ``of_anybody`` also one that another worker has."""

    task_id: MoveTaskId
    actor: Actor
    client_id: ClientId | None = None
    of_anybody: bool = False


@dataclass(frozen=True, kw_only=True)
class CompleteMoveTask:
    """Say where the goods of a task are now, and how many came there.

    With ``may_claim`` a task that nobody has is claimed by it.
    """

    task_id: MoveTaskId
    actor: Actor
    carried: Carried
    client_id: ClientId | None = None
    may_claim: bool = False


@dataclass(frozen=True, kw_only=True)
class CancelMoveTask:
    """Take a task off the floor; its goods stay where they are."""

    task_id: MoveTaskId
    reason: Text
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class ReopenMoveTask:
    """Send somebody again for goods that were left where they are."""

    task_id: MoveTaskId
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class MoveTaskCancellation:
    """The body of ``POST /move-tasks/{id}/cancel``."""

    reason: Annotated[str, Len(1, 200), TEXT]


@dataclass(frozen=True, kw_only=True)
class MoveTask:
    """Units to be carried; ``to_location`` is where to, a suggestion until it is completed."""

    task_id: MoveTaskId
    number: Code
    kind: MoveTaskKind
    status: MoveTaskStatus
    client_id: ClientId
    warehouse_id: WarehouseId
    sku: Code
    lot: Code
    from_location: Code
    to_location: Code | None
    quantity: int
    moved: int
    order_id: OrderId | None
    reason: Text
    worker: Text
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class MoveTaskFilter:
    """Which tasks of a client to list."""

    kind: tuple[MoveTaskKind, ...] = ()
    status: tuple[MoveTaskStatus, ...] = ()
    warehouse: PlaceCode | None = None
    sku: ShortCode | None = None
    worker: Text | None = None
    order_id: OrderId | None = None
    number: Annotated[str, Len(1, 32), CODE] | None = None


class MoveTaskNotFound(NotFound):
    """There is no such task."""

    code = "move_task_not_found"


class MoveTaskTaken(Conflict):
    """Another worker has the task."""

    code = "move_task_taken"


class MoveDiffers(Conflict):
    """The task was completed with another quantity, or to another place."""

    code = "move_differs"


class WrongScan(Conflict):
    """What was scanned is not what the task asks for."""

    code = "wrong_scan"


class OverMove(Conflict):
    """More units than the task asks for."""

    code = "over_move"


class ReasonMissing(DomainError):
    """Fewer units than asked need a reason."""

    code = "reason_missing"


class LocationUnfit(Conflict):
    """Such goods are not put at a location of this kind."""

    code = "location_unfit"
