"""Questions about tasks of pickers."""

from collections.abc import Iterable

from wms.inventory.contracts import ReasonCode
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.picking import contracts
from wms.picking.contracts import (
    PickedLine,
    PickLineStatus,
    PickTaskFilter,
    PickTaskId,
    PickTaskNotFound,
    PickTaskStatus,
    PickTaskSummary,
    pick_task_id_for,
)
from wms.picking.models import PickingHistoryRecord, PickTask, PickTaskLine
from wms.platform.history.contracts import Change
from wms.platform.history.queries import list_history
from wms.platform.paging.lists import most_urgent_first, newest_first, of_each


def get_pick_task(*, task_id: PickTaskId, client_id: ClientId | None = None) -> contracts.PickTask:
    """Return a task with its stops in the order of the walk.

    Raises:
        PickTaskNotFound: there is none, or not of this client.
    """
    row = PickTask.objects.made().of_client(client_id).filter(task_id=task_id).first()
    if row is None:
        raise PickTaskNotFound(f"there is no pick task {task_id}")
    return describe(row)


def find_pick_task(*, order_id: OrderId, round_no: int) -> contracts.PickTask | None:
    """Return the task of an order in a round, or None if nobody has made or cancelled one.

    One that was cancelled before it was made has no number.
    """
    row = PickTask.objects.filter(task_id=pick_task_id_for(order_id, round_no)).first()
    return None if row is None else describe(row)


def get_picked_lines(*, task_id: PickTaskId) -> tuple[PickedLine, ...]:
    """Return the stops of a task that were confirmed, in the order of the walk.

    After it was completed or cancelled they are for ever the same.

    Raises:
        PickTaskNotFound: there is no such task.
    """
    row = PickTask.objects.filter(task_id=task_id).first()
    if row is None:
        raise PickTaskNotFound(f"there is no pick task {task_id}")
    return picked_lines(row)


def list_pick_tasks(
    *, client_id: ClientId | None, filters: PickTaskFilter, page: PageRequest
) -> Page[PickTaskSummary]:
    """Return the tasks of a client (None: of all), newest first, or the available ones by urgency.

    Raises:
        InvalidCursor: no page of this list gave the cursor.
    """
    rows = PickTask.objects.of_client(client_id)
    if filters.number is not None:
        rows = rows.filter(number=filters.number.strip().upper())
    if filters.worker is not None:
        rows = rows.filter(worker=filters.worker)
    if filters.wave_id is not None:
        rows = rows.filter(wave_id=filters.wave_id)
    strands = of_each(rows.made(), "status", filters.status)
    if filters.available:
        rows = rows.filter(status__in=filters.status) if filters.status else rows
        return most_urgent_first(rows.filter(status=PickTaskStatus.OPEN), page, _summarise)
    return newest_first(strands, page, _summarise)


def list_pick_task_history(
    *, task_id: PickTaskId, client_id: ClientId | None, page: PageRequest
) -> Page[Change]:
    """Return what people did to a task other than the work itself, the newest first.

    Raises:
        PickTaskNotFound: there is none, or not of this client.
    """
    if not PickTask.objects.made().of_client(client_id).filter(task_id=task_id).exists():
        raise PickTaskNotFound(f"there is no pick task {task_id}")
    return list_history(PickingHistoryRecord, task_id, page)


def describe(row: PickTask, lines: Iterable[PickTaskLine] | None = None) -> contracts.PickTask:
    """Return what other contexts may know of a task: with all its stops, or with some of them."""
    return contracts.PickTask(
        task_id=PickTaskId(row.task_id),
        number=row.number or "",
        order_id=OrderId(row.order_id),
        order_number=row.order_number,
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        wave_id=row.wave_id,
        round_no=row.round_no,
        priority_rank=row.priority_rank,
        status=PickTaskStatus(row.status),
        worker=row.worker,
        created_at=row.created_at,
        started_at=row.started_at,
        completed_at=row.completed_at,
        version=row.version,
        lines=tuple(_stop(line) for line in (row.lines.all() if lines is None else lines)),
    )


def picked_lines(row: PickTask) -> tuple[PickedLine, ...]:
    """Return the stops of a task that were confirmed, in the order of the walk."""
    return tuple(
        picked_line(line)
        for line in row.lines.all()
        if line.status in {PickLineStatus.PICKED, PickLineStatus.SHORT}
    )


def picked_line(line: PickTaskLine) -> PickedLine:
    """Return what was taken at a stop, and what was missing there."""
    return PickedLine(
        allocation_id=line.allocation_id,
        line_no=line.line_no,
        sku=line.sku,
        location=line.location,
        lot=line.lot,
        quantity=line.picked,
        short_quantity=line.short_quantity,
        reason=ReasonCode(line.reason) if line.reason else None,
    )


def _stop(line: PickTaskLine) -> contracts.PickTaskLine:
    return contracts.PickTaskLine(
        allocation_id=line.allocation_id,
        line_no=line.line_no,
        sku=line.sku,
        location=line.location,
        pick_sequence=line.pick_sequence,
        lot=line.lot,
        quantity=line.quantity,
        picked=line.picked,
        short_quantity=line.short_quantity,
        reason=ReasonCode(line.reason) if line.reason else None,
        status=PickLineStatus(line.status),
        sought_until=line.sought_until,
    )


def _summarise(row: PickTask) -> PickTaskSummary:
    return PickTaskSummary(
        task_id=PickTaskId(row.task_id),
        number=row.number or "",
        order_id=OrderId(row.order_id),
        order_number=row.order_number,
        wave_id=row.wave_id,
        priority_rank=row.priority_rank,
        status=PickTaskStatus(row.status),
        worker=row.worker,
        line_count=row.line_count,
        created_at=row.created_at,
    )
