"""Questions about allocated stock."""

from collections.abc import Callable, Collection
from uuid import UUID

from wms.inventory.catalogue.contracts.refusals import ReservationNotFound
from wms.inventory.catalogue.contracts.words import AllocationStatus
from wms.inventory.reservations.contracts.reservations import Allocation, Place, reservation_id_for
from wms.inventory.reservations.models.reservations import Allocation as AllocationRow
from wms.inventory.reservations.models.reservations import AllocationQuerySet
from wms.inventory.reservations.models.reservations import Reservation as ReservationRow
from wms.kernel.ids import OrderId

Reading = Callable[[Collection[UUID]], dict[UUID, tuple[Place, ...]]]


def get_allocation(*, order_id: OrderId, round_no: int) -> Allocation:
    """Return the places an order is or was picked from in a round; none before it is allocated.

    Raises:
        ReservationNotFound: nothing is reserved for the order in this round.
    """
    return _allocation(order_id, round_no, places_of)


def get_walk(*, order_id: OrderId, round_no: int) -> Allocation:
    """Return the places where goods are allocated for an order and not booked as picked yet.

    Raises:
        ReservationNotFound: nothing is reserved for the order in this round.
    """
    return _allocation(order_id, round_no, open_places_of)


def _allocation(order_id: OrderId, round_no: int, read: Reading) -> Allocation:
    reservation_id = reservation_id_for(order_id, round_no)
    version = (
        ReservationRow.objects.filter(id=reservation_id).values_list("version", flat=True).first()
    )
    if version is None:
        raise ReservationNotFound(f"nothing is reserved for {order_id} in round {round_no}")
    # Places that changed since are given out as older than they are, which does no harm.
    places = read([reservation_id])[reservation_id]
    return Allocation(order_id=order_id, round_no=round_no, places=places, version=version)


def places_of(reservation_ids: Collection[UUID]) -> dict[UUID, tuple[Place, ...]]:
    """Return the places of reservations whose allocations still count, in the order of the walk."""
    gone = [AllocationStatus.RELEASED, AllocationStatus.DISPLACED]
    return _places(reservation_ids, AllocationRow.objects.exclude(status__in=gone))


def open_places_of(reservation_ids: Collection[UUID]) -> dict[UUID, tuple[Place, ...]]:
    """Return those of them that are still to be walked to, as far as inventory knows."""
    is_open = AllocationRow.objects.filter(status=AllocationStatus.OPEN)
    return _places(reservation_ids, is_open)


def _places(
    reservation_ids: Collection[UUID], claims: AllocationQuerySet
) -> dict[UUID, tuple[Place, ...]]:
    places: dict[UUID, list[Place]] = {each: [] for each in reservation_ids}
    rows = claims.filter(reservation__in=reservation_ids).described()
    # Columns only: a page of a wave has thousands of places, and each is a row of five tables.
    for (
        reservation_id,
        allocation_id,
        line_no,
        sku,
        location,
        sequence,
        lot,
        units,
    ) in rows.values_list(
        "reservation_id",
        "id",
        "line__line_no",
        "line__sku__code",
        "unit__location__code",
        "unit__location__pick_sequence",
        "unit__lot",
        "quantity",
    ):
        places[reservation_id].append(
            Place(
                allocation_id=allocation_id,
                line_no=line_no,
                sku=sku,
                location=location,
                pick_sequence=sequence,
                lot=lot,
                quantity=units,
            )
        )
    return {each: tuple(listed) for each, listed in places.items()}
