"""The facts picking publishes, on the Kafka topic ``wms.picking.events``."""

from dataclasses import dataclass
from uuid import UUID

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.picking.contracts import PickedLine, PickTaskId


@dataclass(frozen=True, kw_only=True)
class PickTaskCreatedEvent(Event, event_type="wms.picking.task-created", subject="task_id"):
    """An order has work for a picker."""

    task_id: PickTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    wave_id: UUID | None
    number: str


@dataclass(frozen=True, kw_only=True)
class PickTaskAssignedEvent(Event, event_type="wms.picking.task-assigned", subject="task_id"):
    """A worker took the task."""

    task_id: PickTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    worker: str


@dataclass(frozen=True, kw_only=True)
class PickTaskPrioritizedEvent(Event, event_type="wms.picking.task-prioritized", subject="task_id"):
    """Pickers take the task earlier or later than before; 0 is the most urgent."""

    task_id: PickTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    priority_rank: int


@dataclass(frozen=True, kw_only=True)
class PickTaskReleasedEvent(Event, event_type="wms.picking.task-released", subject="task_id"):
    """A worker does not have the task any more; what they did stays done."""

    task_id: PickTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    worker: str


@dataclass(frozen=True, kw_only=True)
class PickTaskStartedEvent(Event, event_type="wms.picking.task-started", subject="task_id"):
    """The worker walks."""

    task_id: PickTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    wave_id: UUID | None
    worker: str


@dataclass(frozen=True, kw_only=True)
class ItemPickedEvent(Event, event_type="wms.picking.item-picked", subject="task_id"):
    """Units were taken at one place."""

    task_id: PickTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    line: PickedLine


@dataclass(frozen=True, kw_only=True)
class ItemShortEvent(Event, event_type="wms.picking.item-short", subject="task_id"):
    """Fewer units than asked were found at one place; the picker walks on."""

    task_id: PickTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    line: PickedLine
    round_no: int = 1
    worker: str = ""


@dataclass(frozen=True, kw_only=True)
class PickTaskCompletedEvent(
    Event, event_type="wms.picking.task-completed", subject="task_id", grows="lines"
):
    """The walk is done; these lines were picked, some perhaps short.

    Lines that were left out are read by ``picking.get_picked_lines``, or with the task.
    """

    task_id: PickTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    wave_id: UUID | None
    round_no: int
    worker: str
    lines: tuple[PickedLine, ...]
    left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class PickTaskCancelledEvent(
    Event, event_type="wms.picking.task-cancelled", subject="task_id", grows="lines"
):
    """The walk will not be done, or not to its end.

    Lines that were left out are read by ``picking.get_picked_lines``, or with the task.
    """

    task_id: PickTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    wave_id: UUID | None
    round_no: int
    reason: str
    lines: tuple[PickedLine, ...]
    left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class PickingExceptionRaisedEvent(
    Event, event_type="wms.picking.exception-raised", subject="task_id"
):
    """A person should look: goods that should be at a place were not found there."""

    task_id: PickTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    exception_id: UUID
    kind: str
    message: str
