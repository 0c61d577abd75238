"""What is said about the allocations of a reservation, from its row."""

from wms.inventory.reservations.contracts.reservations import Place, ReservationId
from wms.inventory.reservations.events.allocations import AllocationShortEvent, StockAllocatedEvent
from wms.inventory.reservations.models.reservations import Reservation, ReservationLine


def allocated(row: Reservation, places: tuple[Place, ...]) -> StockAllocatedEvent:
    """Say at which places goods are allocated and not booked as picked yet."""
    return StockAllocatedEvent.of(row, reservation_id=ReservationId(row.id), places=places)


def short(row: Reservation, line: ReservationLine, missing: int, why: str) -> AllocationShortEvent:
    """Say that goods allocated for a line are gone, and that there are no others."""
    return AllocationShortEvent.of(
        row,
        reservation_id=ReservationId(row.id),
        line_no=line.line_no,
        sku=line.sku.code,
        missing=missing,
        reason=why,
    )
