"""What lies on a shelf at one moment, as far as the books and the pickers together know."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from wms.inventory.catalogue.contracts.words import AllocationStatus
from wms.inventory.reservations.commands.locked_balances import (
    LockedBalances,
    read_with_locked_balances,
)
from wms.inventory.reservations.models.reservations import Allocation
from wms.inventory.stock.models.stock import StockUnit, StockUnitQuerySet
from wms.picking import facade as picking

# Allocations whose goods pickers may have taken: also from a place that the allocation was moved
# away from, if the picker was there before.
UNBOOKED = Q(status=AllocationStatus.OPEN.value) | Q(
    status=AllocationStatus.DISPLACED.value, picked_at__isnull=True
)


@dataclass(frozen=True, kw_only=True)
class PhysicalUnit:
    """A stock unit, and how many of its goods pickers have confirmed that it still holds."""

    unit: StockUnit
    taken: int

    @property
    def physical_quantity(self) -> int:
        """Return how many units should be found there."""
        return self.unit.on_hand - self.taken


def physical_units_at(*, location_id: UUID, client_id: UUID) -> list[PhysicalUnit]:
    """Return a client's goods at a location, in the order of their ids; no lock is left behind.

    A pick leaves the shelf when a picker confirms it and the books when it is booked, which may be
    much later, so what lies there is known only by both. They are read one after the other; that is
    sound because of what stands still meanwhile. While the stock units are locked, no claim on them
    is made, booked or given back: the set of open allocations is fixed, and so is what the books
    hold. Whatever picking commits in that time, its answer is of one moment, and for that moment
    the difference is exact: a pick confirmed before is an allocation still open here, and taken;
    one confirmed after is an allocation still open, and not taken.

    The locks are given back at once, since what is booked next asks for its own in the one order
    and may need others. That is no write-off: a difference stays true whatever is booked after this
    moment, because it is booked as so many units more or less, never as a number to be there.
    """
    return read_with_locked_balances(
        _balances_at(location_id, client_id), _look, location_id, client_id
    )


def _look(balances: LockedBalances, location_id: UUID, client_id: UUID) -> list[PhysicalUnit]:
    units = _locked_units(balances, location_id, client_id)
    claims = list(
        Allocation.objects.filter(UNBOOKED, unit__in=[unit.id for unit in units]).order_by("id")
    )
    confirmed = confirmed_picks_of([claim.id for claim in claims])
    seen = []
    for unit in units:
        of_unit = [claim for claim in claims if claim.unit_id == unit.id]
        seen.append(PhysicalUnit(unit=unit, taken=_taken_from(unit, of_unit, confirmed)))
    return seen


def _taken_from(
    unit: StockUnit, claims: Iterable[Allocation], confirmed: Mapping[UUID, int]
) -> int:
    """Return how many units will leave the books of a stock unit when the picks are booked.

    Picks of an allocation that was moved away are booked from what is unallocated; if that is too
    little, the goods were written off here before, and are not asked for again.
    """
    taken, free = 0, unit.free
    for claim in claims:
        quantity = confirmed.get(claim.id, 0)
        if claim.status == AllocationStatus.OPEN:
            taken += quantity
        elif quantity <= free:
            taken += quantity
            free -= quantity
    return taken


def confirmed_picks_of(allocation_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Return how many units of each allocation a picker has confirmed, be they taken or not there.

    The stock units that the allocations are on must be locked for the answer to add up with theirs.
    """
    return picking.taken(allocation_ids=allocation_ids) if allocation_ids else {}


def _locked_units(balances: LockedBalances, location_id: UUID, client_id: UUID) -> list[StockUnit]:
    """Lock the goods whose balances are held; again if goods of other SKUs came meanwhile."""
    # Goods whose balance is not held are left alone: who holds it takes them in any order.
    goods = _goods_at(location_id, client_id).filter(balance__in=list(balances.free))
    there = list(goods.select_related("sku", "location").locked())
    balances.require(_balances_at(location_id, client_id))
    return there


def _goods_at(location_id: UUID, client_id: UUID) -> StockUnitQuerySet:
    return StockUnit.objects.filter(
        location=location_id, balance__client_id=client_id, on_hand__gt=0
    )


def _balances_at(location_id: UUID, client_id: UUID) -> set[UUID]:
    return set(_goods_at(location_id, client_id).values_list("balance_id", flat=True))
