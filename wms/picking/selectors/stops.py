"""Stops of many tasks, for whoever compares them with the claims they are for."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.picking.contracts import PickLineStatus, PickTaskStatus, Stop
from wms.picking.models import PickTaskLine


def find_stops(*, allocation_ids: Collection[UUID]) -> tuple[Stop, ...]:
    """Return the stops that were made for these claims, open or not."""
    return _stops(PickTaskLine.objects.filter(allocation_id__in=list(allocation_ids)).order_by())


def list_open_stops(*, after: int = 0, limit: int = 500) -> tuple[Stop, ...]:
    """Return stops that somebody has yet to walk to, by number, those after the given one."""
    rows = PickTaskLine.objects.filter(status=PickLineStatus.OPEN, id__gt=after)
    return _stops(rows.order_by("id")[:limit])


def _stops(rows: QuerySet[PickTaskLine]) -> tuple[Stop, ...]:
    return tuple(
        Stop(
            number=row.id,
            allocation_id=row.allocation_id,
            status=PickLineStatus(row.status),
            task_status=PickTaskStatus(row.task.status),
            subject=f"{row.sku} at {row.location}, task {row.task.number}",
            order_id=OrderId(row.task.order_id),
            order_number=row.task.order_number,
            round_no=row.task.round_no,
            client_id=ClientId(row.task.client_id),
            warehouse_id=WarehouseId(row.task.warehouse_id),
        )
        for row in rows.select_related("task")
    )
