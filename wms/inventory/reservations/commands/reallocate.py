"""Allocations whose goods go away: moved to other goods by the same rule, or lost."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import F

from wms.inventory.catalogue.contracts.refusals import StockClaimed
from wms.inventory.catalogue.contracts.words import AllocationStatus
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.reservations.commands import facts
from wms.inventory.reservations.commands.choosers import picker_of_units
from wms.inventory.reservations.events.allocations import AllocationShortEvent, StockAllocatedEvent
from wms.inventory.reservations.models.reservations import Allocation, Reservation, ReservationLine
from wms.inventory.reservations.queries.allocations import open_places_of
from wms.inventory.reservations.rules.strategies import Demand, NewAllocation
from wms.inventory.stock.models.stock import StockUnit, UnitChange
from wms.inventory.stock.rules import Tally
from wms.picking import facade as picking


def release_allocations(needed: Mapping[UUID, int]) -> list[Allocation]:
    """Release allocations, so many units of each; the last in the queue lose first.

    What a picker has in hand stays allocated. The balances of the units are held.

    Raises:
        StockClaimed: pickers have taken so much that too little is left.
    """
    if not needed:
        return []
    claims = list(
        Allocation.objects.filter(unit__in=list(needed), status=AllocationStatus.OPEN)
        .select_related("reservation", "line", "line__sku", "unit", "unit__location")
        .order_by("-reservation__priority_rank", "-reservation__asked_at", "-reservation_id", "id")
    )
    in_hand = picking.taken(allocation_ids=[claim.id for claim in claims])
    left = dict(needed)
    released = []
    for claim in claims:
        if left[claim.unit_id] > 0 and not in_hand.get(claim.id):
            released.append(claim)
            left[claim.unit_id] -= claim.quantity
    if any(missing > 0 for missing in left.values()):
        raise StockClaimed("pickers have taken goods of this place already")
    owners = {claim.reservation_id for claim in released}
    list(Reservation.objects.filter(id__in=owners).locked().values_list("id"))
    Allocation.objects.filter(id__in=[claim.id for claim in released]).update(
        status=AllocationStatus.DISPLACED
    )
    return released


def reallocate(released: Sequence[Allocation], why: str) -> None:
    """Allocate other stock for allocations that were released, the most urgent first.

    Balances and stock units have been changed: of what is free now, the allocations that are left
    take their part. What cannot be allocated any more is lost to its line.
    """
    if not released:
        return
    urgent_first = released[::-1]
    chooser = picker_of_units({claim.unit.balance_id for claim in released})
    claims: list[NewAllocation] = []
    lost: dict[UUID, int] = {}
    for former in urgent_first:
        demand = Demand(
            line_id=former.line_id,
            balance_id=former.unit.balance_id,
            sku=former.line.sku.code,
            quantity=former.quantity,
        )
        found = chooser.allocate_what_is_there(demand)
        claims += found
        missing = former.quantity - sum(claim.quantity for claim in found)
        if missing:
            lost[former.line_id] = lost.get(former.line_id, 0) + missing
    _write(released, claims, lost)
    _publish(urgent_first, lost, why)


def _write(
    released: Sequence[Allocation], claims: Collection[NewAllocation], lost: Mapping[UUID, int]
) -> None:
    owners = {former.line_id: former.reservation_id for former in released}
    units = Tally(UnitChange())
    for claim in claims:
        units.add(claim.unit_id, UnitChange(allocated=claim.quantity))
    StockUnit.objects.add(units)
    Allocation.objects.bulk_create(
        Allocation(
            reservation_id=owners[claim.line_id],
            line_id=claim.line_id,
            unit_id=claim.unit_id,
            quantity=claim.quantity,
        )
        for claim in claims
    )
    for line_id, missing in lost.items():
        ReservationLine.objects.filter(id=line_id).update(allocated=F("allocated") - missing)


def _publish(released: Sequence[Allocation], lost: Mapping[UUID, int], why: str) -> None:
    owners = list(dict.fromkeys(former.reservation_id for former in released))
    rows = {row.id: row for row in Reservation.objects.filter(id__in=owners)}
    places = open_places_of(owners)
    events: list[tuple[StockAllocatedEvent | AllocationShortEvent, int]] = []
    for owner in owners:
        row = rows[owner]
        shorts = {
            former.line_id: former
            for former in released
            if former.reservation_id == owner and former.line_id in lost
        }
        for former in shorts.values():
            row.version += 1
            events.append((facts.short(row, former.line, lost[former.line_id], why), row.version))
        row.version += 1
        events.append((facts.allocated(row, places[owner]), row.version))
        row.save(update_fields=["version"])
    InventoryOutbox.publish_all(events)
