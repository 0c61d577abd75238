"""What orders hold at the moment, page by page, for whoever compares it with their work."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from wms.inventory.catalogue.contracts.words import AllocationStatus, ReservationStatus
from wms.inventory.reservations.contracts.open_allocations import OpenAllocation, OpenReservation
from wms.inventory.reservations.models.reservations import Allocation, Reservation
from wms.kernel.ids import ClientId, OrderId, WarehouseId

OPEN = (ReservationStatus.WAITING, ReservationStatus.ACTIVE)
UNFINISHED = (AllocationStatus.OPEN, AllocationStatus.PICKED)


def list_open_reservations(
    *, after: UUID | None = None, limit: int = 500
) -> tuple[OpenReservation, ...]:
    """Return reservations that wait or hold something, by id, those after the given one."""
    rows = Reservation.objects.filter(status__in=OPEN).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    return tuple(_reservation(row) for row in rows[:limit])


def find_open_reservations(*, reservation_ids: Collection[UUID]) -> tuple[OpenReservation, ...]:
    """Return those of the reservations that wait or hold something."""
    rows = Reservation.objects.filter(id__in=list(reservation_ids), status__in=OPEN)
    return tuple(_reservation(row) for row in rows.order_by("id"))


def list_unfinished_allocations(
    *, after: UUID | None = None, limit: int = 500
) -> tuple[OpenAllocation, ...]:
    """Return allocations that are open or picked, by id, after the given one."""
    rows = Allocation.objects.filter(status__in=UNFINISHED).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    return _claims(rows[:limit])


def find_unfinished_allocations(*, allocation_ids: Collection[UUID]) -> tuple[OpenAllocation, ...]:
    """Return those of the allocations that are open, or picked and not shipped."""
    rows = Allocation.objects.filter(id__in=list(allocation_ids), status__in=UNFINISHED)
    return _claims(rows.order_by("id"))


def _reservation(row: Reservation) -> OpenReservation:
    return OpenReservation(
        reservation_id=row.id,
        order_id=OrderId(row.order_id),
        order_number=row.order_number,
        round_no=row.round_no,
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        status=ReservationStatus(row.status),
    )


def _claims(rows: QuerySet[Allocation]) -> tuple[OpenAllocation, ...]:
    fetched = rows.select_related(
        "reservation", "unit", "unit__sku", "unit__location", "staged_unit__location"
    )
    return tuple(_claim(row) for row in fetched)


def _claim(row: Allocation) -> OpenAllocation:
    unit = row.unit if row.staged_unit is None else row.staged_unit
    lot = f", lot {row.unit.lot}" if row.unit.lot else ""
    return OpenAllocation(
        allocation_id=row.id,
        status=AllocationStatus(row.status),
        quantity=row.quantity if row.status == AllocationStatus.OPEN else row.picked,
        subject=f"{row.unit.sku.code} at {unit.location.code}{lot}",
        order_id=OrderId(row.reservation.order_id),
        order_number=row.reservation.order_number,
        round_no=row.reservation.round_no,
        client_id=ClientId(row.reservation.client_id),
        warehouse_id=WarehouseId(row.reservation.warehouse_id),
    )
