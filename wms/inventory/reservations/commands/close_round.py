"""How a round of an order ends before its goods leave: everything that can be is given back."""

from uuid import UUID

from wms.inventory.catalogue.contracts.words import (
    AllocationStatus,
    MoveTaskKind,
    ReservationStatus,
)
from wms.inventory.catalogue.models.insert import insert_first
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.reservations.commands.balances import balances_of_reservations
from wms.inventory.reservations.commands.locked_balances import LockedBalances, with_locked_balances
from wms.inventory.reservations.contracts.reservations import (
    DeallocateStock,
    ReleaseReservation,
    ReservationId,
    reservation_id_for,
)
from wms.inventory.reservations.events.allocations import AllocationReleasedEvent
from wms.inventory.reservations.events.reservations import ReservationReleasedEvent
from wms.inventory.reservations.models.backorders import Backorder
from wms.inventory.reservations.models.reservations import Allocation, Reservation, ReservationLine
from wms.inventory.stock.commands.movements import lock_units
from wms.inventory.stock.models.balances import BalanceChange
from wms.inventory.stock.models.stock import StockUnit, UnitChange
from wms.inventory.stock.rules import Tally
from wms.inventory.work.commands.open_move_tasks import open_tasks
from wms.inventory.work.models.tasks import MoveTask


def close_round(request: ReleaseReservation | DeallocateStock) -> None:
    """Give back what is reserved and allocated, and forbid what has yet to arrive in this round.

    Never refused. Picked goods stay in staging, allocated by nobody, with a task to carry them back
    to where they were; shipped ones are gone.
    """
    row = Reservation(
        id=reservation_id_for(request.order_id, request.round_no),
        order_id=request.order_id,
        round_no=request.round_no,
        client_id=request.client_id,
        warehouse_id=request.warehouse_id,
        status=ReservationStatus.RELEASED,
        reason=request.reason[:200],
    )
    if insert_first(row):
        return
    with_locked_balances(balances_of_reservations([row.id]), _close, row.id, row.reason)


def _close(balances: LockedBalances, reservation_id: UUID, reason: str) -> None:
    row = Reservation.objects.locked().get(id=reservation_id)
    if row.status == ReservationStatus.RELEASED:
        return
    claims = list(
        Allocation.objects.filter(
            reservation=row, status__in=[AllocationStatus.OPEN, AllocationStatus.PICKED]
        ).select_related("line", "unit", "unit__location")
    )
    if row.status == ReservationStatus.ACTIVE:
        opened = [claim for claim in claims if claim.status == AllocationStatus.OPEN]
        _give_back(row, opened, balances)
    Backorder.objects.filter(reservation=row).delete()
    Allocation.objects.filter(id__in=[claim.id for claim in claims]).update(
        status=AllocationStatus.RELEASED
    )
    open_tasks(
        _way_back(row, claim, claim.staged_unit_id, reason)
        for claim in claims
        if claim.staged_unit_id is not None
    )
    _publish(row, reason, has_claims=bool(claims))


def _way_back(row: Reservation, claim: Allocation, staged: UUID, reason: str) -> MoveTask:
    """Return the task to carry picked goods back; they can be reserved again once it is done."""
    return MoveTask(
        key=f"return/{claim.id}",
        kind=MoveTaskKind.RETURN_TO_STOCK,
        client_id=row.client_id,
        warehouse_id=row.warehouse_id,
        sku_id=claim.line.sku_id,
        from_unit_id=staged,
        to_location_id=claim.unit.location_id,
        quantity=claim.picked,
        order_id=row.order_id,
        reason=reason,
    )


def _give_back(row: Reservation, claims: list[Allocation], balances: LockedBalances) -> None:
    """Free the units that are reserved, and those that are allocated and not picked."""
    changes = Tally(BalanceChange())
    balance_of: dict[UUID, UUID] = {}
    for line in ReservationLine.objects.filter(reservation=row):
        balance_of[line.id] = line.balance_id
        changes.add(line.balance_id, BalanceChange(reserved=-line.promised))
    units = Tally(UnitChange())
    for claim in claims:
        # Goods that only an allocation kept usable are not any more, now that it ends.
        usable = 0 if claim.unit.is_eligible else -claim.quantity
        given = BalanceChange(usable=usable, allocated=-claim.quantity)
        changes.add(balance_of[claim.line_id], given)
        units.add(claim.unit_id, UnitChange(allocated=-claim.quantity))
    balances.change(changes)
    lock_units(units)
    StockUnit.objects.add(units)
    ReservationLine.objects.filter(reservation=row).update(promised=0)


def _publish(row: Reservation, reason: str, *, has_claims: bool) -> None:
    events: list[AllocationReleasedEvent | ReservationReleasedEvent] = []
    if has_claims:
        events.append(
            AllocationReleasedEvent.of(row, reservation_id=ReservationId(row.id), reason=reason)
        )
    if row.status != ReservationStatus.CONSUMED:
        row.become(ReservationStatus.RELEASED)
        events.append(
            ReservationReleasedEvent.of(row, reservation_id=ReservationId(row.id), reason=reason)
        )
    if events:
        InventoryOutbox.publish_all(
            (event, sequence) for sequence, event in enumerate(events, start=row.version + 1)
        )
        row.version += len(events)
        row.reason = reason
        row.save(update_fields=["status", "reason", "version"])
