"""What is published about a task, read from its row."""

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.picking.contracts import PickTaskId
from wms.picking.events import (
    ItemPickedEvent,
    ItemShortEvent,
    PickTaskAssignedEvent,
    PickTaskCancelledEvent,
    PickTaskCompletedEvent,
    PickTaskCreatedEvent,
    PickTaskStartedEvent,
)
from wms.picking.models import PickTask, PickTaskLine
from wms.picking.selectors.tasks import picked_line, picked_lines


def created(row: PickTask) -> PickTaskCreatedEvent:
    """Say that an order has work for a picker."""
    return PickTaskCreatedEvent(
        task_id=PickTaskId(row.task_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        wave_id=row.wave_id,
        number=str(row),
    )


def assigned(row: PickTask) -> PickTaskAssignedEvent:
    """Say who took a task."""
    return PickTaskAssignedEvent(
        task_id=PickTaskId(row.task_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        worker=row.worker,
    )


def started(row: PickTask) -> PickTaskStartedEvent:
    """Say that the worker of a task walks."""
    return PickTaskStartedEvent(
        task_id=PickTaskId(row.task_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        wave_id=row.wave_id,
        worker=row.worker,
    )


def item_picked(row: PickTask, line: PickTaskLine) -> ItemPickedEvent:
    """Say what was taken at a stop."""
    return ItemPickedEvent(
        task_id=PickTaskId(row.task_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        line=picked_line(line),
    )


def item_short(row: PickTask, line: PickTaskLine) -> ItemShortEvent:
    """Say what was missing at a stop."""
    return ItemShortEvent(
        task_id=PickTaskId(row.task_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        line=picked_line(line),
        round_no=row.round_no,
        worker=row.worker,
    )


def completed(row: PickTask) -> PickTaskCompletedEvent:
    """Say what a finished walk brought."""
    return PickTaskCompletedEvent(
        task_id=PickTaskId(row.task_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        wave_id=row.wave_id,
        round_no=row.round_no,
        worker=row.worker,
        lines=picked_lines(row),
    )


def cancelled(row: PickTask) -> PickTaskCancelledEvent:
    """Say that a walk will not be done, and what it had brought until then."""
    return PickTaskCancelledEvent(
        task_id=PickTaskId(row.task_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        wave_id=row.wave_id,
        round_no=row.round_no,
        reason=row.cancel_reason,
        lines=picked_lines(row),
    )
