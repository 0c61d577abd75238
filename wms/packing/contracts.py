"""What callers hand to packing and get back: frozen, framework-free, append-only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from annotated_types import Ge, Le, Len

from wms.kernel.actors import Actor
from wms.kernel.errors import Conflict, DomainError, NotFound
from wms.kernel.ids import ClientId, OrderId, WarehouseId, round_id
from wms.kernel.text import CODE, TEXT, Code, Text

PackTaskId = NewType("PackTaskId", UUID)


def pack_task_id_for(order_id: OrderId, round_no: int) -> PackTaskId:
    """Return the id that everybody who makes the task of an order in this round arrives at."""
    return PackTaskId(round_id(order_id, "pack-task", round_no))


class PackTaskStatus(StrEnum):
    """How far a task has come."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    PACKED = "packed"
    CANCELLED = "cancelled"


class TaskChange(StrEnum):
    """What people do to a task, other than the work itself."""

    RELEASED = "released"
    ASSIGNED = "assigned"


@dataclass(frozen=True, kw_only=True)
class PackLine:
    """So many units of a line of an order."""

    line_no: Annotated[int, Ge(1), Le(99_999)]
    sku: Annotated[str, Len(1, 64), CODE]
    quantity: Annotated[int, Ge(1), Le(10_000_000)]

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())


@dataclass(frozen=True, kw_only=True)
class CreatePackTask:
    """Make the task of an order, for what was picked of it."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: Code
    priority_rank: int
    lines: tuple[PackLine, ...]
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class StartPackTask:
    """Begin to pack. With a client, only a task of that client."""

    task_id: PackTaskId
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class ReleasePackTask:
    """Give a task back; with ``of_anybody`` also one that another worker has."""

    task_id: PackTaskId
    actor: Actor
    client_id: ClientId | None = None
    of_anybody: bool = False


@dataclass(frozen=True, kw_only=True)
class PackTaskAssignee:
    """The body of ``POST /pack-tasks/{id}/assign``: who gets the task, by name or by id."""

    assignee: Annotated[str, Len(1, 150), CODE]


@dataclass(frozen=True, kw_only=True)
class AssignPackTask:
    """Give a task to a worker, by name or by id, whoever has it now."""

    task_id: PackTaskId
    assignee: Annotated[str, Len(1, 150), CODE]
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class NewCarton:
    """The body of ``POST /pack-tasks/{id}/cartons``: one sealed box, grams and millimetres.

    ``carton_no`` makes a repeat safe; the same box again is answered as before.
    """

    carton_no: Annotated[int, Ge(1), Le(999)]
    weight_grams: Annotated[int, Ge(1), Le(1_000_000)]
    lines: Annotated[tuple[PackLine, ...], Len(1, 2000)]
    length_mm: Annotated[int, Ge(0), Le(10_000)] = 0
    width_mm: Annotated[int, Ge(0), Le(10_000)] = 0
    height_mm: Annotated[int, Ge(0), Le(10_000)] = 0


@dataclass(frozen=True, kw_only=True)
class SealCarton:
    """Close a box of a task that is in progress."""

    task_id: PackTaskId
    actor: Actor
    carton: NewCarton
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class CompletePackTask:
    """Finish a task, all units of which are in sealed cartons."""

    task_id: PackTaskId
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class CancelPackTask:
    """Cancel the task of an order in a round, made or not; its goods go back to staging."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    reason: Text
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class Carton:
    """A packed box; grams and millimetres."""

    carton_id: UUID
    carton_no: int
    weight_grams: int
    length_mm: int
    width_mm: int
    height_mm: int
    lines: tuple[PackLine, ...]


@dataclass(frozen=True, kw_only=True)
class PackTask:
    """Work to pack one order."""

    task_id: PackTaskId
    number: Code
    order_id: OrderId
    order_number: Code
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    priority_rank: int
    status: PackTaskStatus
    worker: Text
    created_at: datetime
    completed_at: datetime | None
    version: int
    lines: tuple[PackLine, ...]
    cartons: tuple[Carton, ...]


@dataclass(frozen=True, kw_only=True)
class PackTaskFilter:
    """Which tasks to list, the newest first.

    With ``available``, those that can be started: the most urgent first, then the oldest.
    """

    status: tuple[PackTaskStatus, ...] = ()
    worker: Annotated[str, Len(1, 150), TEXT] | None = None
    available: bool = False
    number: Annotated[str, Len(1, 32), CODE] | None = None


@dataclass(frozen=True, kw_only=True)
class PackTaskSummary:
    """A task in a list."""

    task_id: PackTaskId
    number: Code
    order_id: OrderId
    order_number: Code
    priority_rank: int
    status: PackTaskStatus
    worker: Text
    created_at: datetime


class PackTaskNotFound(NotFound):
    """There is no such task."""

    code = "pack_task_not_found"


class PackTaskTaken(Conflict):
    """Another worker has the task."""

    code = "pack_task_taken"


class PackTaskNotReady(Conflict):
    """The task is not in a state that allows this."""

    code = "pack_task_not_ready"


class UnitsNotPacked(Conflict):
    """Some units of the task are in no carton."""

    code = "units_not_packed"


class OverPack(Conflict):
    """More units of a line than were picked."""

    code = "over_pack"


class WeightMissing(DomainError):
    """A sealed carton weighs at least one gram."""

    code = "weight_missing"


class CartonDiffers(Conflict):
    """A carton with this number was sealed with other contents."""

    code = "carton_differs"


class PackRoundClosed(Conflict):
    """The task was cancelled in this round; only another round can make one."""

    code = "pack_round_closed"
