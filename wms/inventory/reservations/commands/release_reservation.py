"""Take a promise back."""

from wms.inventory.reservations.commands.close_round import close_round
from wms.inventory.reservations.contracts.reservations import ReleaseReservation
from wms.platform.commands import command


@command
def release_reservation(request: ReleaseReservation) -> None:
    """Give back what an order is promised in a round, and its open claims; closes the round.

    Never refused: before the promise it leaves a tombstone, after the pick the goods stay in
    staging, after the shipment it changes nothing.
    """
    close_round(request)
