"""Release a reservation."""

from wms.inventory.reservations.commands.close_round import close_round
from wms.inventory.reservations.contracts.reservations import ReleaseReservation
from wms.platform.commands import command


@command
def release_reservation(request: ReleaseReservation) -> None:
    """Release the reservation of an order and its open allocations; closes the round.

    Never refused: before the reservation it leaves a tombstone, after the pick the goods stay in
    staging, after the shipment it changes nothing.
    """
    close_round(request)
