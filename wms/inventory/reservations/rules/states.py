"""The states of a reservation, and which may follow which."""

from collections.abc import Mapping

from wms.inventory.catalogue.contracts.words import ReservationStatus

RESERVATION_TRANSITIONS: Mapping[ReservationStatus, frozenset[ReservationStatus]] = {
    ReservationStatus.WAITING: frozenset({ReservationStatus.ACTIVE, ReservationStatus.RELEASED}),
    # A promise whose goods were lost waits again, before it is claimed at places.
    ReservationStatus.ACTIVE: frozenset(
        {ReservationStatus.CONSUMED, ReservationStatus.RELEASED, ReservationStatus.WAITING}
    ),
    ReservationStatus.CONSUMED: frozenset(),
    ReservationStatus.RELEASED: frozenset(),
}
