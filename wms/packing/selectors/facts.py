"""What is published about a task, read from its row."""

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.packing.contracts import PackTaskId
from wms.packing.events import (
    PackageSealedEvent,
    PackTaskCancelledEvent,
    PackTaskCompletedEvent,
    PackTaskCreatedEvent,
    PackTaskStartedEvent,
)
from wms.packing.models import Carton, PackTask
from wms.packing.selectors.tasks import describe, describe_carton


def created(row: PackTask) -> PackTaskCreatedEvent:
    """Say that an order has work for a packer."""
    return PackTaskCreatedEvent(
        task_id=PackTaskId(row.task_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        number=str(row),
        lines=describe(row).lines,
    )


def started(row: PackTask) -> PackTaskStartedEvent:
    """Say who packs."""
    return PackTaskStartedEvent(
        task_id=PackTaskId(row.task_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        worker=row.worker,
    )


def sealed(row: PackTask, carton: Carton) -> PackageSealedEvent:
    """Say what is in a closed carton."""
    return PackageSealedEvent(
        task_id=PackTaskId(row.task_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        carton=describe_carton(carton),
    )


def completed(row: PackTask) -> PackTaskCompletedEvent:
    """Say in which cartons the order is."""
    return PackTaskCompletedEvent(
        task_id=PackTaskId(row.task_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        round_no=row.round_no,
        cartons=describe(row).cartons,
    )


def cancelled(row: PackTask) -> PackTaskCancelledEvent:
    """Say that the order will not be packed, or is unpacked."""
    return PackTaskCancelledEvent(
        task_id=PackTaskId(row.task_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        round_no=row.round_no,
        reason=row.cancel_reason,
    )
