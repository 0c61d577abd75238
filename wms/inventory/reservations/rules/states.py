"""The states of a reservation and of an allocation, and which may follow which."""

from wms.inventory.catalogue.contracts.words import AllocationStatus, ReservationStatus
from wms.kernel.transitions import Transitions

RESERVATION_TRANSITIONS = Transitions(
    ValueError,
    {
        ReservationStatus.WAITING: frozenset(
            {ReservationStatus.ACTIVE, ReservationStatus.RELEASED}
        ),
        # A reservation whose stock was lost waits again, before it is allocated.
        ReservationStatus.ACTIVE: frozenset(
            {ReservationStatus.CONSUMED, ReservationStatus.RELEASED, ReservationStatus.WAITING}
        ),
        ReservationStatus.CONSUMED: frozenset(),
        ReservationStatus.RELEASED: frozenset(),
    },
)
ALLOCATION_TRANSITIONS = Transitions(
    ValueError,
    {
        AllocationStatus.OPEN: {
            AllocationStatus.PICKED,
            AllocationStatus.DISPLACED,
            AllocationStatus.RELEASED,
        },
        AllocationStatus.PICKED: {AllocationStatus.SHIPPED, AllocationStatus.RELEASED},
        # Whoever stood at the place picks it all the same, or finds nothing there.
        AllocationStatus.DISPLACED: {AllocationStatus.PICKED, AllocationStatus.DISPLACED},
        AllocationStatus.SHIPPED: (),
        AllocationStatus.RELEASED: (),
    },
)
