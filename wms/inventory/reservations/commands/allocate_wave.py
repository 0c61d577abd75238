"""Turn the reservations of all orders of a wave into allocations."""

from wms.inventory.catalogue.contracts.words import ReservationStatus
from wms.inventory.reservations.commands.allocate import allocate
from wms.inventory.reservations.commands.balances import balances_of_reservations
from wms.inventory.reservations.commands.locked_balances import LockedBalances, with_locked_balances
from wms.inventory.reservations.contracts.reservations import (
    AllocateWave,
    ReservationId,
    reservation_id_for,
)
from wms.inventory.reservations.models.reservations import Reservation
from wms.platform.commands import command


@command
def allocate_wave(request: AllocateWave) -> None:
    """Allocate stock units for many orders in the same statements, the most urgent first.

    An order that is allocated, closed, or not reserved yet is passed over; so is one whose
    reserved goods cannot be allocated: its own ``allocate_stock`` says why.
    """
    wanted = tuple(reservation_id_for(each.order_id, each.round_no) for each in request.orders)
    with_locked_balances(balances_of_reservations(wanted), _allocate, wanted)


def _allocate(balances: LockedBalances, reservation_ids: tuple[ReservationId, ...]) -> None:
    rows = Reservation.objects.filter(id__in=reservation_ids, status=ReservationStatus.ACTIVE)
    allocate(list(rows.locked()), balances)
