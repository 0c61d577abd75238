"""The facts packing publishes, on the Kafka topic ``wms.packing.events``."""

from dataclasses import dataclass

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
class PackTaskCompletedEvent(Event, event_type="wms.packing.task-completed", subject="task_id"):
    """Every picked unit of the order is in a carton."""

    task_id: PackTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    cartons: tuple[Carton, ...]


@dataclass(frozen=True, kw_only=True)
class PackTaskCancelledEvent(Event, event_type="wms.packing.task-cancelled", subject="task_id"):
    """The order will not be packed; what was in cartons is unpacked."""

    task_id: PackTaskId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    reason: str
