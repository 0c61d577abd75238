"""Questions about tasks of packers."""

from collections.abc import Iterable

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.packing import contracts
from wms.packing.contracts import (
    PackLine,
    PackTaskFilter,
    PackTaskId,
    PackTaskNotFound,
    PackTaskStatus,
    PackTaskSummary,
    pack_task_id_for,
)
from wms.packing.models import Carton, PackingHistoryRecord, PackTask
from wms.platform.history.contracts import Change
from wms.platform.history.queries import list_history
from wms.platform.paging.lists import most_urgent_first, newest_first, of_each


def get_pack_task(*, task_id: PackTaskId, client_id: ClientId | None = None) -> contracts.PackTask:
    """Return a task with its lines and its cartons.

    Raises:
        PackTaskNotFound: there is none, or not of this client.
    """
    tasks = PackTask.objects.made().of_client(client_id).with_contents()
    row = tasks.filter(task_id=task_id).first()
    if row is None:
        raise PackTaskNotFound(f"there is no pack task {task_id}")
    return describe(row)


def find_pack_task(*, order_id: OrderId, round_no: int) -> contracts.PackTask | None:
    """Return the task of an order in a round, or None if nobody has made or cancelled one.

    One that was cancelled before it was made has no number.
    """
    task_id = pack_task_id_for(order_id, round_no)
    row = PackTask.objects.with_contents().filter(task_id=task_id).first()
    return None if row is None else describe(row)


def list_pack_tasks(
    *, client_id: ClientId | None, filters: PackTaskFilter, page: PageRequest
) -> Page[PackTaskSummary]:
    """Return the tasks of a client (None: of all), newest first, or the available ones by urgency.

    Raises:
        InvalidCursor: no page of this list gave the cursor.
    """
    rows = PackTask.objects.of_client(client_id)
    if filters.number is not None:
        rows = rows.filter(number=filters.number.strip().upper())
    if filters.worker is not None:
        rows = rows.filter(worker=filters.worker)
    strands = of_each(rows.made(), "status", filters.status)
    if filters.available:
        rows = rows.filter(status__in=filters.status) if filters.status else rows
        return most_urgent_first(
            rows.filter(status=PackTaskStatus.OPEN, worker=""), page, _summarise
        )
    return newest_first(strands, page, _summarise)


def list_pack_task_history(
    *, task_id: PackTaskId, client_id: ClientId | None, page: PageRequest
) -> Page[Change]:
    """Return what people did to a task other than the work itself, the newest first.

    Raises:
        PackTaskNotFound: there is none, or not of this client.
    """
    if not PackTask.objects.made().of_client(client_id).filter(task_id=task_id).exists():
        raise PackTaskNotFound(f"there is no pack task {task_id}")
    return list_history(PackingHistoryRecord, task_id, page)


def describe(row: PackTask, cartons: Iterable[Carton] | None = None) -> contracts.PackTask:
    """Return what other contexts may know of a task: with all its cartons, or with some."""
    boxes = row.cartons.all() if cartons is None else cartons
    return contracts.PackTask(
        task_id=PackTaskId(row.task_id),
        number=row.number or "",
        order_id=OrderId(row.order_id),
        order_number=row.order_number,
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        round_no=row.round_no,
        priority_rank=row.priority_rank,
        status=PackTaskStatus(row.status),
        worker=row.worker,
        created_at=row.created_at,
        completed_at=row.completed_at,
        version=row.version,
        lines=tuple(
            PackLine(line_no=line.line_no, sku=line.sku, quantity=line.quantity)
            for line in row.lines.all()
        ),
        cartons=tuple(describe_carton(carton) for carton in boxes if carton.unpacked_at is None),
    )


def describe_carton(row: Carton) -> contracts.Carton:
    """Return a sealed box and what is in it."""
    return contracts.Carton(
        carton_id=row.id,
        carton_no=row.carton_no,
        weight_grams=row.weight_grams,
        length_mm=row.length_mm,
        width_mm=row.width_mm,
        height_mm=row.height_mm,
        lines=tuple(
            PackLine(line_no=line.task_line.line_no, sku=line.task_line.sku, quantity=line.quantity)
            for line in row.lines.all()
        ),
    )


def _summarise(row: PackTask) -> PackTaskSummary:
    return PackTaskSummary(
        task_id=PackTaskId(row.task_id),
        number=row.number or "",
        order_id=OrderId(row.order_id),
        order_number=row.order_number,
        priority_rank=row.priority_rank,
        status=PackTaskStatus(row.status),
        worker=row.worker,
        created_at=row.created_at,
    )
