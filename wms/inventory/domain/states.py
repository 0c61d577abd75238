"""The states of a reservation, and which may follow which."""

from collections.abc import Mapping

from wms.inventory.contracts import ReservationStatus

RESERVATION_TRANSITIONS: Mapping[ReservationStatus, frozenset[ReservationStatus]] = {
    ReservationStatus.WAITING: frozenset({ReservationStatus.ACTIVE, ReservationStatus.RELEASED}),
    ReservationStatus.ACTIVE: frozenset({ReservationStatus.CONSUMED, ReservationStatus.RELEASED}),
    ReservationStatus.CONSUMED: frozenset(),
    ReservationStatus.RELEASED: frozenset(),
}
