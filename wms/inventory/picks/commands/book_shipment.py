"""Book goods out."""

from django.utils import timezone

from wms.inventory.catalogue.contracts.refusals import (
    AllocationNotFound,
    AllocationReleased,
    ReservationNotFound,
)
from wms.inventory.catalogue.contracts.words import AllocationStatus, MovementCause, VirtualLocation
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.reservations.contracts.reservations import (
    BookShipment,
    ReservationId,
    reservation_id_for,
)
from wms.inventory.reservations.events.allocations import StockShippedEvent
from wms.inventory.reservations.models.reservations import Allocation, Reservation
from wms.inventory.stock.commands.movements import Journal, Move, move
from wms.platform.commands import command


@command
def book_shipment(request: BookShipment) -> None:
    """Take what was picked for an order from staging to the customer; a repeat changes nothing.

    Raises:
        ReservationNotFound: nothing is reserved for the order in this round.
        AllocationReleased: the round was closed.
        AllocationNotFound: nothing was picked for the order.
    """
    reservation_id = reservation_id_for(request.order_id, request.round_no)
    row = Reservation.objects.filter(id=reservation_id).locked().first()
    if row is None:
        raise ReservationNotFound("nothing is reserved for the order in this round")
    claims = list(Allocation.objects.filter(reservation=row).select_related("staged_unit"))
    picked = [claim for claim in claims if claim.status == AllocationStatus.PICKED]
    if not picked:
        _refuse_unless_shipped(claims)
        return
    customer = Location.objects.virtual(row.warehouse_id, VirtualLocation.CUSTOMER)
    move(
        [
            Move(
                source=claim.staged_unit,
                target=customer,
                quantity=claim.picked,
                idempotency_key=f"ship/{claim.id}",
                cause=MovementCause.SHIPMENT,
            )
            for claim in picked
            if claim.staged_unit is not None
        ],
        Journal(
            client_id=row.client_id,
            warehouse_id=row.warehouse_id,
            occurred_at=timezone.now(),
            actor=request.actor,
            order_id=row.order_id,
        ),
    )
    Allocation.objects.filter(id__in=[claim.id for claim in picked]).update(
        status=AllocationStatus.SHIPPED
    )
    row.version += 1
    row.save(update_fields=["version"])
    InventoryOutbox.publish(
        StockShippedEvent.of(
            row, reservation_id=ReservationId(row.id), cause=MovementCause.SHIPMENT
        ),
        sequence=row.version,
    )


def _refuse_unless_shipped(claims: list[Allocation]) -> None:
    statuses = {claim.status for claim in claims}
    if AllocationStatus.SHIPPED in statuses:
        return
    if AllocationStatus.RELEASED in statuses:
        raise AllocationReleased("what was picked for the order was given back")
    raise AllocationNotFound("nothing was picked for the order")
