"""Turn the reservation of an order into allocations."""

from uuid import UUID

from wms.inventory.catalogue.contracts.refusals import (
    AllocationReleased,
    ReservationNotFound,
    StockShort,
)
from wms.inventory.catalogue.contracts.words import ReservationStatus
from wms.inventory.reservations.commands.allocate import allocate
from wms.inventory.reservations.commands.balances import balances_of_reservations
from wms.inventory.reservations.commands.locked_balances import LockedBalances, with_locked_balances
from wms.inventory.reservations.contracts.reservations import (
    AllocateStock,
    Allocation,
    reservation_id_for,
)
from wms.inventory.reservations.models.reservations import Reservation
from wms.inventory.reservations.queries.allocations import get_allocation
from wms.inventory.reservations.queries.reservations import lines_of
from wms.platform.commands import command


@command
def allocate_stock(request: AllocateStock) -> Allocation:
    """Allocate stock units for an active reservation; a repeat gives the same places.

    Raises:
        ReservationNotFound: nothing is reserved for the order in this round.
        AllocationReleased: the round was closed.
        StockShort: the order waits for stock, or the reserved goods cannot be allocated.
    """
    reservation_id = reservation_id_for(request.order_id, request.round_no)
    with_locked_balances(balances_of_reservations([reservation_id]), _allocate, reservation_id)
    return get_allocation(order_id=request.order_id, round_no=request.round_no)


def _allocate(balances: LockedBalances, reservation_id: UUID) -> None:
    rows = Reservation.objects.filter(id=reservation_id)
    active = list(rows.filter(status=ReservationStatus.ACTIVE).locked())
    if not active:
        _refuse_unless_consumed(rows.first())
    for outcome in allocate(active, balances).values():
        if outcome.refusal is not None:
            raise outcome.refusal


def _refuse_unless_consumed(row: Reservation | None) -> None:
    if row is None:
        raise ReservationNotFound("nothing is reserved for the order in this round")
    if row.status == ReservationStatus.RELEASED:
        raise AllocationReleased(f"{row} was released: {row.reason}")
    if row.status == ReservationStatus.WAITING:
        first = lines_of([row.id])[row.id][0]
        raise StockShort(first.sku, first.quantity)
