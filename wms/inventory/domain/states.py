"""The states of a reservation and of an allocation, and which may follow which."""

from collections.abc import Mapping

from wms.inventory.contracts import AllocationStatus, ReservationStatus

RESERVATION_TRANSITIONS: Mapping[ReservationStatus, frozenset[ReservationStatus]] = {
    ReservationStatus.WAITING: frozenset({ReservationStatus.ACTIVE, ReservationStatus.RELEASED}),
    ReservationStatus.ACTIVE: frozenset({ReservationStatus.CONSUMED, ReservationStatus.RELEASED}),
    ReservationStatus.CONSUMED: frozenset(),
    ReservationStatus.RELEASED: frozenset(),
}

ALLOCATION_TRANSITIONS: Mapping[AllocationStatus, frozenset[AllocationStatus]] = {
    AllocationStatus.OPEN: frozenset({AllocationStatus.PICKED, AllocationStatus.RELEASED}),
    AllocationStatus.PICKED: frozenset({AllocationStatus.SHIPPED, AllocationStatus.RELEASED}),
    AllocationStatus.SHIPPED: frozenset(),
    AllocationStatus.RELEASED: frozenset(),
}
