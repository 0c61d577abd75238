"""Goods that a picker had in hand when their claim was moved to other goods."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from wms.inventory.contracts import (
    AllocationStatus,
    BookPicks,
    MovementCause,
    ReasonCode,
    StockStatus,
    VirtualLocation,
)
from wms.inventory.models import (
    Allocation,
    BalanceChange,
    Location,
    Reservation,
    ReservationLine,
    StockUnit,
)
from wms.inventory.models.promises import COUNTED_UNITS
from wms.inventory.services.goods.movements import Journal, Move, move
from wms.inventory.services.goods.staging import goods_at, staging_of
from wms.inventory.services.promises.holding import HeldBalances

COUNTED = (AllocationStatus.OPEN, AllocationStatus.PICKED, AllocationStatus.SHIPPED)


def in_hand(command: BookPicks, claims: Mapping[UUID, Allocation]) -> list[Allocation]:
    """Return the claims that were displaced while a picker had their goods in hand."""
    taken = {place.allocation_id for place in command.places if place.quantity}
    return [
        claim
        for claim in claims.values()
        if claim.status == AllocationStatus.DISPLACED and claim.picked_at is None
        if claim.id in taken
    ]


def book_in_hand(
    command: BookPicks,
    row: Reservation,
    claims: Mapping[UUID, Allocation],
    balances: HeldBalances,
) -> bool:
    """Book picks whose claim was displaced meanwhile; return whether there were any.

    The goods are off the shelf, whatever the books say. They are taken from what lies there
    unclaimed; where the books hold too little, because the goods were written off while they
    were in hand, what was lost is found again.
    """
    taken = {place.allocation_id: place.quantity for place in command.places}
    found = in_hand(command, claims)
    for claim in found:
        _book(command, row, claim, taken[claim.id], balances)
    return bool(found)


def count_claims(row: Reservation) -> None:
    """Let each line of a reservation say how many units are claimed for it or were picked."""
    claimed = (
        Allocation.objects.filter(line=OuterRef("pk"), status__in=COUNTED)
        .order_by()
        .values("line")
        .annotate(total=Sum(COUNTED_UNITS))
        .values("total")
    )
    ReservationLine.objects.filter(reservation=row).update(allocated=Coalesce(Subquery(claimed), 0))


def _book(
    command: BookPicks, row: Reservation, claim: Allocation, quantity: int, balances: HeldBalances
) -> None:
    unit = StockUnit.objects.select_related("location").get(id=claim.unit_id)
    source: StockUnit | Location = unit
    if unit.free < quantity:
        source = Location.objects.virtual(row.warehouse_id, VirtualLocation.ADJUSTMENT)
    elif unit.is_eligible:
        balances.change({unit.balance_id: BalanceChange(usable=-quantity)}, why="picked")
    wanted = goods_at(staging_of(row.warehouse_id), unit, StockStatus.USABLE)
    staged = StockUnit.objects.ensure([wanted])[wanted.key]
    now = timezone.now()
    journal = Journal(
        client_id=row.client_id,
        warehouse_id=row.warehouse_id,
        occurred_at=now,
        actor=command.actor,
        order_id=row.order_id,
    )
    goods = Move(
        source=source,
        target=staged,
        quantity=quantity,
        idempotency_key=f"pick/{claim.id}",
        cause=MovementCause.PICK,
        reason="" if source is unit else ReasonCode.COUNT_DIFFERENCE.value,
    )
    move([goods], journal)
    claim.picked = quantity
    claim.picked_at = now
    claim.status = AllocationStatus.PICKED
    claim.staged_unit = staged
    claim.save(update_fields=["picked", "picked_at", "status", "staged_unit"])
