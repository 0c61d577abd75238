"""What picking can be asked to do."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le, Len

from wms.inventory.contracts import Place, ReasonCode
from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import CODE, Code, Text
from wms.orders.contracts import Priority
from wms.picking.contracts.views import PickedLine
from wms.picking.contracts.words import PickTaskId


@dataclass(frozen=True, kw_only=True)
class PreparePickTask:
    """Make the task of an order, known from its released wave; its places may come later.

    A walk for what an earlier round of the order did not find has no wave.
    """

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: Code
    priority_rank: int
    wave_id: UUID | None = None
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class PrepareWave:
    """Make the tasks of one page of a released wave."""

    tasks: tuple[PreparePickTask, ...]


@dataclass(frozen=True, kw_only=True)
class PlacePickTask:
    """Give a task its places and open it, or newer ones; makes the task if nobody has.

    ``places`` are all that the order is picked from; of two lists the one with the higher
    ``version`` is newer, and 0 is older than any.
    """

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    places: tuple[Place, ...]
    round_no: int = 1
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class TaskPriority:
    """The body of ``POST /pick-tasks/{id}/priority``."""

    priority: Priority


@dataclass(frozen=True, kw_only=True)
class PrioritizePickTask:
    """Let pickers take a task earlier or later than its order says."""

    task_id: PickTaskId
    priority: Priority
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimPickTask:
    """Take an open task; a task has one worker. With a client, only a task of that client."""

    task_id: PickTaskId
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class ReleasePickTask:
    """Give a task back; with ``of_anybody`` also one that another worker has."""

    task_id: PickTaskId
    actor: Actor
    client_id: ClientId | None = None
    of_anybody: bool = False


@dataclass(frozen=True, kw_only=True)
class PickTaskAssignee:
    """The body of ``POST /pick-tasks/{id}/assign``: who gets the task, by name or by id."""

    assignee: Annotated[str, Len(1, 150), CODE]


@dataclass(frozen=True, kw_only=True)
class AssignPickTask:
    """Give a task to a worker, by name or by id, whoever has it now."""

    task_id: PickTaskId
    assignee: Annotated[str, Len(1, 150), CODE]
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class StartPickTask:
    """Begin to walk; only the worker who claimed the task."""

    task_id: PickTaskId
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class Pick:
    """One confirmed stop: what was scanned and how many units were taken.

    Fewer than asked needs a ``reason``; the missing units are then short. The same stop again
    is answered as before.
    """

    allocation_id: UUID
    location: Annotated[str, Len(1, 32), CODE]
    sku: Annotated[str, Len(1, 64), CODE]
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
    actor: Actor
    picks: tuple[Pick, ...]
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class CompletePickTask:
    """Finish a task that has no open stop left."""

    task_id: PickTaskId
    actor: Actor
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
    reason: Text
    round_no: int = 1
    force: bool = False


@dataclass(frozen=True, kw_only=True)
class CancelledPickTask:
    """What a cancelled task leaves behind."""

    task_id: PickTaskId
    picked: tuple["PickedLine", ...]
