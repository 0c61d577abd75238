"""Facts about tasks that rooms above cancel."""

from dataclasses import dataclass

from wms.inventory.catalogue.contracts.words import MoveTaskKind
from wms.inventory.work.contracts.tasks import MoveTaskId
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class MoveTaskCancelledEvent(
    Event, event_type="wms.inventory.move-task-cancelled", subject="task_id"
):
    """Goods will not be carried; they stay where they are."""

    task_id: MoveTaskId
    client_id: ClientId
    warehouse_id: WarehouseId
    order_id: OrderId | None
    kind: MoveTaskKind
    number: str
    reason: str
