"""What callers hand to picking and get back: frozen, framework-free, append-only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from annotated_types import Ge, Le, Len

from wms.inventory.contracts import Place, ReasonCode
from wms.kernel.errors import Conflict, DomainError, NotFound
from wms.kernel.ids import ClientId, OrderId, WarehouseId, round_id

PickTaskId = NewType("PickTaskId", UUID)


def pick_task_id_for(order_id: OrderId, round_no: int) -> PickTaskId:
    """Return the id that everybody who makes the task of an order in this round arrives at."""
    return PickTaskId(round_id(order_id, "pick-task", round_no))


class PickTaskStatus(StrEnum):
    """How far a task has come; ``preparing`` until its places are known."""

    PREPARING = "preparing"
    OPEN = "open"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class PickLineStatus(StrEnum):
    """How far a line of a task has come."""

    OPEN = "open"
    PICKED = "picked"
    SHORT = "short"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class PreparePickTask:
    """Make the task of an order, known from its released wave; its places may come later."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    priority_rank: int
    wave_id: UUID
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class PrepareWave:
    """Make the tasks of one page of a released wave."""

    tasks: tuple[PreparePickTask, ...]


@dataclass(frozen=True, kw_only=True)
class PlacePickTask:
    """Give a task its places and open it; makes the task if nobody has."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    places: tuple[Place, ...]
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class ClaimPickTask:
    """Take an open task; a task has one worker. With a client, only a task of that client."""

    task_id: PickTaskId
    worker: str
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class StartPickTask:
    """Begin to walk; only the worker who claimed the task."""

    task_id: PickTaskId
    worker: str
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class Pick:
    """One confirmed stop: what was scanned and how many units were taken.

    Fewer than asked needs a ``reason``; the missing units are then short. The same stop again
    is answered as before.
    """

    allocation_id: UUID
    location: Annotated[str, Len(1, 32)]
    sku: Annotated[str, Len(1, 64)]
    quantity: Annotated[int, Ge(0), Le(10_000_000)]
    reason: ReasonCode | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())


@dataclass(frozen=True, kw_only=True)
class NewPicks:
    """The body of ``POST /pick-tasks/{id}/picks``."""

    picks: Annotated[tuple[Pick, ...], Len(1, 500)]


@dataclass(frozen=True, kw_only=True)
class ConfirmPicks:
    """Confirm stops of a task, all or none."""

    task_id: PickTaskId
    worker: str
    picks: tuple[Pick, ...]
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class CompletePickTask:
    """Finish a task, every stop of which is confirmed."""

    task_id: PickTaskId
    worker: str
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class CancelPickTask:
    """Cancel the task of an order in a round, made or not; it closes the round.

    Refused with ``picking_began`` once a pick is confirmed, unless ``force``: then the picked
    goods stay where the picker put them, and the answer says so.
    """

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    reason: str
    round_no: int = 1
    force: bool = False


@dataclass(frozen=True, kw_only=True)
class CancelledPickTask:
    """What a cancelled task leaves behind."""

    task_id: PickTaskId
    picked: tuple["PickedLine", ...]


@dataclass(frozen=True, kw_only=True)
class PickedLine:
    """What was taken for a line of an order at one place, and what was missing there."""

    allocation_id: UUID
    line_no: int
    sku: str
    location: str
    lot: str
    quantity: int
    short_quantity: int
    reason: ReasonCode | None


@dataclass(frozen=True, kw_only=True)
class PickTaskLine:
    """A stop: so many units of a SKU at a location, in the order of the walk."""

    allocation_id: UUID
    line_no: int
    sku: str
    location: str
    pick_sequence: int
    lot: str
    quantity: int
    picked: int
    short_quantity: int
    reason: ReasonCode | None
    status: PickLineStatus


@dataclass(frozen=True, kw_only=True)
class PickTask:
    """The walk for one order."""

    task_id: PickTaskId
    number: str
    order_id: OrderId
    order_number: str
    client_id: ClientId
    warehouse_id: WarehouseId
    wave_id: UUID | None
    round_no: int
    priority_rank: int
    status: PickTaskStatus
    worker: str
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

    status: PickTaskStatus | None = None
    worker: Annotated[str, Len(1, 150)] | None = None
    wave_id: UUID | None = None
    available: bool = False


@dataclass(frozen=True, kw_only=True)
class PickTaskSummary:
    """A task in a list."""

    task_id: PickTaskId
    number: str
    order_id: OrderId
    order_number: str
    wave_id: UUID | None
    priority_rank: int
    status: PickTaskStatus
    worker: str
    line_count: int
    created_at: datetime


class PickTaskNotFound(NotFound):
    """There is no such task."""

    code = "pick_task_not_found"


class PickTaskTaken(Conflict):
    """Another worker has the task."""

    code = "pick_task_taken"


class PickTaskNotReady(Conflict):
    """The task is not in a state that allows this."""

    code = "pick_task_not_ready"


class PicksMissing(Conflict):
    """Some stops of the task are not confirmed."""

    code = "picks_missing"


class WrongScan(Conflict):
    """What was scanned is not what the stop asks for."""

    code = "wrong_scan"


class OverPick(Conflict):
    """More units than the stop asks for."""

    code = "over_pick"


class ReasonMissing(DomainError):
    """A short pick needs a reason."""

    code = "reason_missing"


class PickDiffers(Conflict):
    """The stop was confirmed with another quantity."""

    code = "pick_differs"


class PickingBegan(Conflict):
    """Goods of the order are off the shelf."""

    code = "picking_began"


class PickRoundClosed(Conflict):
    """The task was cancelled in this round; only another round can make one."""

    code = "pick_round_closed"
