"""Goods that a picker had in hand when their allocation was moved to other goods."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from wms.inventory.catalogue.contracts.lots import SerialKnown
from wms.inventory.catalogue.contracts.words import (
    AllocationStatus,
    LocationKind,
    MovementCause,
    ReasonCode,
    StockStatus,
    VirtualLocation,
)
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.handling.commands.serials import lock_serials
from wms.inventory.handling.commands.staging import goods_at, staging_of
from wms.inventory.reservations.commands.locked_balances import LockedBalances
from wms.inventory.reservations.contracts.reservations import BookPicks
from wms.inventory.reservations.models.reservations import (
    COUNTED_UNITS,
    Allocation,
    Reservation,
    ReservationLine,
)
from wms.inventory.stock.commands.movements import Journal, Move, move
from wms.inventory.stock.models.balances import BalanceChange
from wms.inventory.stock.models.stock import StockUnit

COUNTED = (AllocationStatus.OPEN, AllocationStatus.PICKED, AllocationStatus.SHIPPED)


def in_hand(request: BookPicks, claims: Mapping[UUID, Allocation]) -> list[Allocation]:
    """Return the allocations that were reallocated while a picker had their goods in hand."""
    taken = {place.allocation_id for place in request.places if place.quantity}
    return [
        claim
        for claim in claims.values()
        if claim.status == AllocationStatus.DISPLACED and claim.picked_at is None
        if claim.id in taken
    ]


def lock_serials_in_hand(request: BookPicks) -> None:
    """Lock the serials that a picker may have in hand, so that nobody finds one meanwhile.

    After counts, before any location or balance is locked.
    """
    taken = [place.allocation_id for place in request.places if place.quantity]
    lock_serials(
        list(StockUnit.objects.filter(is_serial=True, allocations__in=taken).select_related("sku"))
    )


def book_in_hand(
    request: BookPicks,
    row: Reservation,
    claims: Mapping[UUID, Allocation],
    balances: LockedBalances,
) -> bool:
    """Book picks whose allocation was reallocated meanwhile; return whether there were any.

    The goods are off the shelf, whatever the books say. They are taken from what lies there
    unallocated; where the books hold too little, because the goods were written off while they
    were in hand, what was lost is found again. A serial is taken from wherever the books have it.

    Raises:
        SerialKnown: the books have a serial that was taken where it cannot be taken from.
    """
    taken = {place.allocation_id: place.quantity for place in request.places}
    found = in_hand(request, claims)
    for claim in found:
        _book(request, row, claim, taken[claim.id], balances)
    return bool(found)


def count_claims(row: Reservation) -> None:
    """Let each line of a reservation say how many units are allocated for it or were picked."""
    claimed = (
        Allocation.objects.filter(line=OuterRef("pk"), status__in=COUNTED)
        .order_by()
        .values("line")
        .annotate(total=Sum(COUNTED_UNITS))
        .values("total")
    )
    ReservationLine.objects.filter(reservation=row).update(allocated=Coalesce(Subquery(claimed), 0))


def _source(unit: StockUnit, quantity: int) -> StockUnit | Location:
    """Return where goods in hand come from by the books; a virtual location if from nowhere.

    Raises:
        SerialKnown: somebody else has an allocation on it, has picked it, or found it unfit.
    """
    if unit.free >= quantity:
        return unit
    there = _serial_in_stock(unit)
    if there is None:
        return Location.objects.virtual(unit.location.warehouse_id, VirtualLocation.ADJUSTMENT)
    # One that cannot be found is found by this.
    is_loose = there.status in {StockStatus.USABLE, StockStatus.MISSING} and there.free >= quantity
    is_shelved = there.location.kind != LocationKind.STAGING
    if there.balance_id == unit.balance_id and is_loose and is_shelved:
        return there
    raise SerialKnown(f"{there.sku} {there.lot} is in stock at {there.location.code}")


def _serial_in_stock(unit: StockUnit) -> StockUnit | None:
    if not unit.is_serial:
        return None
    rows = StockUnit.objects.filter(is_serial=True, sku_id=unit.sku_id, lot=unit.lot, on_hand__gt=0)
    return rows.select_related("location", "sku").first()


def _book(
    request: BookPicks, row: Reservation, claim: Allocation, quantity: int, balances: LockedBalances
) -> None:
    unit = StockUnit.objects.select_related("location").get(id=claim.unit_id)
    source = _source(unit, quantity)
    if isinstance(source, StockUnit) and source.is_eligible:
        balances.change({source.balance_id: BalanceChange(usable=-quantity)}, why="picked")
    wanted = goods_at(staging_of(row.warehouse_id), unit, StockStatus.USABLE)
    staged = StockUnit.objects.ensure([wanted.as_new()])[wanted.key]
    now = timezone.now()
    journal = Journal(
        client_id=row.client_id,
        warehouse_id=row.warehouse_id,
        occurred_at=now,
        actor=request.actor,
        order_id=row.order_id,
    )
    goods = Move(
        source=source,
        target=staged,
        quantity=quantity,
        idempotency_key=f"pick/{claim.id}",
        cause=MovementCause.PICK,
        reason="" if isinstance(source, StockUnit) else ReasonCode.COUNT_DIFFERENCE.value,
    )
    move([goods], journal)
    claim.picked = quantity
    claim.picked_at = now
    claim.become(AllocationStatus.PICKED)
    claim.staged_unit = staged
    claim.save(update_fields=["picked", "picked_at", "status", "staged_unit"])
