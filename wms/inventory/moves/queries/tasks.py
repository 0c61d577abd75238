"""Questions about tasks that carry goods."""

from uuid import UUID

from wms.inventory.catalogue.contracts.words import MoveTaskKind, MoveTaskStatus
from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.moves import contracts
from wms.inventory.moves.contracts import MoveTaskFilter, MoveTaskNotFound
from wms.inventory.work.contracts.tasks import MoveTaskId
from wms.inventory.work.models.tasks import MoveTask
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.platform.paging.lists import newest_first


def get_move_task(
    *, task_id: MoveTaskId | UUID, client_id: ClientId | None = None
) -> contracts.MoveTask:
    """Return a task.

    Raises:
        MoveTaskNotFound: there is none, or not of this client.
    """
    row = MoveTask.objects.of_client(client_id).described().filter(id=task_id).first()
    if row is None:
        raise MoveTaskNotFound(f"there is no move task {task_id}")
    return describe_move_task(row)


def list_move_tasks(
    *,
    client_id: ClientId | None,
    filters: MoveTaskFilter,
    page: PageRequest,
    warehouse_id: WarehouseId | None = None,
) -> Page[contracts.MoveTask]:
    """Return the tasks of a client (None: of all), newest first.

    Raises:
        InvalidCursor: no page of this list gave the cursor.
    """
    rows = MoveTask.objects.of_client(client_id).described()
    if warehouse_id is not None:
        rows = rows.filter(warehouse_id=warehouse_id)
    if filters.kind:
        rows = rows.filter(kind__in=filters.kind)
    if filters.number is not None:
        rows = rows.filter(number=filters.number.strip().upper())
    if filters.sku is not None:
        # Looked up first: the database then knows how rare the tasks of this SKU are.
        skus = Sku.objects.filter(code=filters.sku.upper())
        rows = rows.filter(sku__in=list(skus.values_list("id", flat=True)))
    if filters.worker is not None:
        rows = rows.filter(worker=filters.worker)
    if filters.order_id is not None:
        rows = rows.filter(order_id=filters.order_id)
    if filters.status:
        rows = rows.filter(status__in=filters.status)
    return newest_first(rows, page, describe_move_task)


def describe_move_task(row: MoveTask) -> contracts.MoveTask:
    """Return what callers may know of a task."""
    return contracts.MoveTask(
        task_id=MoveTaskId(row.id),
        number=row.number,
        kind=MoveTaskKind(row.kind),
        status=MoveTaskStatus(row.status),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        sku=row.sku.code,
        lot=row.from_unit.lot,
        from_location=row.from_unit.location.code,
        to_location=None if row.to_location is None else row.to_location.code,
        quantity=row.quantity,
        moved=row.moved,
        order_id=None if row.order_id is None else OrderId(row.order_id),
        reason=row.reason,
        worker=row.worker,
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
