"""Take allocations back."""

from wms.inventory.reservations.commands.close_round import close_round
from wms.inventory.reservations.contracts.reservations import DeallocateStock
from wms.platform.commands import command


@command
def deallocate_stock(request: DeallocateStock) -> None:
    """Release the reservation of an order and its unpicked allocations; closes the round.

    Never refused: before the allocation it leaves a tombstone, after the pick the goods stay in
    staging, after the shipment it changes nothing.
    """
    close_round(request)
