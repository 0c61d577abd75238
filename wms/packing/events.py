"""The facts packing publishes, on the Kafka topic ``wms.packing.events``."""

from dataclasses import dataclass, replace
from typing import Self

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.packing.contracts import Carton, PackLine, PackTaskId


@dataclass(frozen=True, kw_only=True)
class PackTaskCreatedEvent(Event, event_type="wms.packing.task-created", subject="task_id"):
    """An order has work for a packer."""

    task_id: PackTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    lines: tuple[PackLine, ...]


@dataclass(frozen=True, kw_only=True)
class PackTaskAssignedEvent(Event, event_type="wms.packing.task-assigned", subject="task_id"):
    """The task is for one worker."""

    task_id: PackTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    worker: str


@dataclass(frozen=True, kw_only=True)
class PackTaskReleasedEvent(Event, event_type="wms.packing.task-released", subject="task_id"):
    """A worker does not have the task any more; what they did stays done."""

    task_id: PackTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    worker: str


@dataclass(frozen=True, kw_only=True)
class PackTaskStartedEvent(Event, event_type="wms.packing.task-started", subject="task_id"):
    """A packer began."""

    task_id: PackTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    worker: str


@dataclass(frozen=True, kw_only=True)
class PackageSealedEvent(Event, event_type="wms.packing.package-sealed", subject="task_id"):
    """A carton is closed."""

    task_id: PackTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    carton: Carton


@dataclass(frozen=True, kw_only=True)
class PackTaskCompletedEvent(
    Event, event_type="wms.packing.task-completed", subject="task_id", grows="cartons"
):
    """Every picked unit of the order is in a carton.

    What was left out is what is in the cartons: so many lines, to be read with the task.
    """

    task_id: PackTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    cartons: tuple[Carton, ...]
    left_out: int = 0

    def without_rows(self) -> Self:
        """Return the fact with cartons of which it is not said what is in them."""
        empty = tuple(replace(carton, lines=()) for carton in self.cartons)
        left_out = sum(len(carton.lines) for carton in self.cartons)
        return replace(self, cartons=empty, left_out=left_out)


@dataclass(frozen=True, kw_only=True)
class PackTaskCancelledEvent(Event, event_type="wms.packing.task-cancelled", subject="task_id"):
    """The order will not be packed; what was in cartons is unpacked."""

    task_id: PackTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    reason: str
