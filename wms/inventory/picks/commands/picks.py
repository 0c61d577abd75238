"""Book what became of allocations: balances, stock units, the ledger and events."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from wms.inventory.catalogue.contracts.words import AllocationStatus, MovementCause, StockStatus
from wms.inventory.handling.commands.staging import goods_at, staging_of
from wms.inventory.picks.rules import PickOutcome, outcome_of
from wms.inventory.reservations.commands.locked_balances import LockedBalances
from wms.inventory.reservations.contracts.reservations import PickedPlace, ReservationId
from wms.inventory.reservations.events.allocations import StockPickedEvent
from wms.inventory.reservations.models.reservations import Allocation, Reservation
from wms.inventory.stock.commands.movements import Journal, Move, move
from wms.inventory.stock.models.balances import BalanceChange
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.stock.rules import Tally
from wms.platform.batches import AT_ONCE


@dataclass(frozen=True, kw_only=True)
class BookedPick:
    """An allocation, what a picker said of it, and how its units divide by that.

    One that a walk did not come to (not ``is_seen``) is released.
    """

    claim: Allocation
    place: PickedPlace
    outcome: PickOutcome
    is_seen: bool = True

    @classmethod
    def of(cls, claim: Allocation, place: PickedPlace) -> "BookedPick":
        """Return what a picker said of an open allocation.

        Raises:
            PickDiffers: the numbers do not fit the allocation, or units are missing without a
                reason.
        """
        return cls(claim=claim, place=place, outcome=outcome_of(place, claim.quantity))

    @classmethod
    def unseen(cls, claim: Allocation) -> "BookedPick":
        """Return an allocation of which nobody said anything."""
        nothing = PickedPlace(allocation_id=claim.id, quantity=0)
        outcome = outcome_of(nothing, claim.quantity)
        return cls(claim=claim, place=nothing, outcome=outcome, is_seen=False)

    def moves(self, staged: StockUnit | None, unfit: StockUnit | None) -> list[Move]:
        """Return the movements of what was taken, and of what was not found fit."""
        moves = []
        if staged is not None:
            moves.append(
                Move(
                    source=self.claim.unit,
                    target=staged,
                    quantity=self.outcome.picked,
                    claim=self.outcome.picked,
                    idempotency_key=f"pick/{self.claim.id}",
                    cause=MovementCause.PICK,
                )
            )
        if unfit is not None:
            moves.append(
                Move(
                    source=self.claim.unit,
                    target=unfit,
                    quantity=self.outcome.short,
                    claim=self.outcome.short,
                    idempotency_key=f"short/{self.claim.id}",
                    cause=MovementCause.SHORT_PICK,
                    reason=self.place.reason.value if self.place.reason else "",
                )
            )
        return moves


def book(
    row: Reservation, picks: Sequence[BookedPick], actor: str, balances: LockedBalances
) -> None:
    """End open allocations of a locked reservation, and move their goods by what became of them."""
    balances.change(_balance_changes(picks))
    staging = staging_of(row.warehouse_id)
    staged = {
        each.claim.id: goods_at(staging, each.claim.unit, StockStatus.USABLE)
        for each in picks
        if each.outcome.picked
    }
    unfit = {
        each.claim.id: goods_at(
            each.claim.unit.location, each.claim.unit, each.outcome.short_status
        )
        for each in picks
        if each.outcome.short and each.outcome.short_status
    }
    there = StockUnit.objects.ensure(unit.as_new() for unit in (*staged.values(), *unfit.values()))
    now = timezone.now()
    moves: list[Move] = []
    left = Counter[UUID]()
    for each in picks:
        claim = each.claim
        to_staging, to_unfit = (
            there[goods[claim.id].key] if claim.id in goods else None for goods in (staged, unfit)
        )
        claim.picked = each.outcome.picked
        claim.picked_at = now
        claim.become(AllocationStatus.PICKED if each.is_seen else AllocationStatus.DISPLACED)
        claim.staged_unit = to_staging
        moves += each.moves(to_staging, to_unfit)
        left[claim.unit_id] += each.outcome.left
    journal = Journal(
        client_id=row.client_id,
        warehouse_id=row.warehouse_id,
        occurred_at=now,
        actor=actor,
        order_id=row.order_id,
    )
    move(moves, journal, freed=left)
    Allocation.objects.bulk_update(
        [each.claim for each in picks],
        ["picked", "picked_at", "status", "staged_unit"],
        batch_size=AT_ONCE,
    )


def _balance_changes(picks: Sequence[BookedPick]) -> Tally[BalanceChange]:
    changes = Tally(BalanceChange())
    for each in picks:
        claim = each.claim
        gone = each.outcome.picked + each.outcome.short
        # Goods that only an allocation kept usable are not any more, now that it ends.
        usable = gone if claim.unit.is_eligible else claim.quantity
        change = BalanceChange(usable=-usable, allocated=-claim.quantity)
        changes.add(claim.line.balance_id, change)
    return changes


def picked(row: Reservation, picks: Sequence[BookedPick]) -> StockPickedEvent:
    """Say what was booked of a reservation."""
    return StockPickedEvent.of(
        row, reservation_id=ReservationId(row.id), places=tuple(each.place for each in picks)
    )
