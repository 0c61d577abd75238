"""Goods that are carried from place to place."""

from dataclasses import dataclass
from uuid import UUID

from wms.inventory.catalogue.contracts.words import MovementCause, MoveTaskKind
from wms.inventory.work.contracts.tasks import MoveTaskId
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class StockReturnedEvent(Event, event_type="wms.inventory.stock-returned", subject="move_id"):
    """A task to put back goods that no order takes any more is done; ``move_id`` is the task's.

    ``quantity`` is what is back on the shelf: 0 where nothing was found; ``reason`` says why less.
    """

    move_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    order_id: OrderId | None
    cause: MovementCause
    sku: str
    lot: str
    from_location: str
    to_location: str
    quantity: int
    reason: str
    actor: str


@dataclass(frozen=True, kw_only=True)
class MoveTaskReopenedEvent(
    Event, event_type="wms.inventory.move-task-reopened", subject="task_id"
):
    """A task that was cancelled is to be done after all; ``quantity`` is what is still there."""

    task_id: MoveTaskId
    client_id: ClientId
    warehouse_id: WarehouseId
    order_id: OrderId | None
    kind: MoveTaskKind
    number: str
    quantity: int
    actor: str
