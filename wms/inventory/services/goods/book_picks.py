"""Book what was picked, and what was not found."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone

from wms.inventory.contracts import (
    AllocationNotFound,
    AllocationReleased,
    AllocationStatus,
    BookPicks,
    MovementCause,
    PickedPlace,
    ReservationId,
    ReservationNotFound,
    ReservationStatus,
    StockStatus,
    reservation_id_for,
)
from wms.inventory.domain.picks import PickOutcome, outcome_of
from wms.inventory.events import StockPickedEvent
from wms.inventory.models import (
    Allocation,
    BalanceChange,
    InventoryOutbox,
    Reservation,
    StockUnit,
)
from wms.inventory.services.goods.in_hand import book_in_hand, count_claims, in_hand
from wms.inventory.services.goods.movements import Journal, Move, move
from wms.inventory.services.goods.staging import goods_at, staging_of
from wms.inventory.services.promises.balances import balances_of_reservations
from wms.inventory.services.promises.holding import HeldBalances, holding
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.platform.commands import command

Picks = list[tuple[Allocation, PickedPlace, PickOutcome]]


@command
def book_picks(command: BookPicks) -> None:
    """Move picked units to staging and short ones out of what can be promised, once per claim.

    Units of a claim that are neither picked nor short stay where they are and are free again.

    Raises:
        ReservationNotFound: nothing is promised to the order in this round.
        AllocationNotFound: the order has no such claim.
        AllocationReleased: the claim was given back before.
        PickDiffers: the numbers do not fit the claim, or units are missing without a reason.
    """
    reservation_id = reservation_id_for(command.order_id, command.round_no)
    holding(
        balances_of_reservations([reservation_id]),
        lambda balances: _book(command, reservation_id, balances),
    )


def _book(command: BookPicks, reservation_id: UUID, balances: HeldBalances) -> None:
    row = Reservation.objects.filter(id=reservation_id).locked().first()
    if row is None:
        raise ReservationNotFound("nothing is promised to the order in this round")
    claims = {
        claim.id: claim
        for claim in Allocation.objects.filter(reservation=row).select_related(
            "line", "unit", "unit__location"
        )
    }
    picks = _to_book(command, claims)
    if picks:
        balances.change(_balance_changes(picks))
        _move(command, row, picks)
    has_goods_in_hand = book_in_hand(command, row, claims, balances)
    if not picks and not has_goods_in_hand:
        return
    count_claims(row)
    booked = {claim.id for claim, _place, _outcome in picks}
    is_over = not any(
        c.status == AllocationStatus.OPEN for c in claims.values() if c.id not in booked
    )
    if is_over and row.status == ReservationStatus.ACTIVE:
        row.become(ReservationStatus.CONSUMED)
    row.version += 1
    row.save(update_fields=["status", "version"])
    InventoryOutbox.publish(
        StockPickedEvent(
            reservation_id=ReservationId(row.id),
            order_id=OrderId(row.order_id),
            client_id=ClientId(row.client_id),
            warehouse_id=WarehouseId(row.warehouse_id),
            round_no=row.round_no,
            places=tuple(place for _claim, place, _outcome in picks),
        ),
        sequence=row.version,
    )


def _to_book(command: BookPicks, claims: Mapping[UUID, Allocation]) -> Picks:
    """Return what is new of the picks; those booked before are passed over.

    Of claims that a completed walk does not speak of, nothing was picked; nor of those that were
    made in place of a claim whose goods the picker had in hand.
    """
    picks = {}
    for place in command.places:
        claim = claims.get(place.allocation_id)
        if claim is None:
            raise AllocationNotFound(f"the order has no claim {place.allocation_id}")
        if claim.picked_at is not None:
            continue
        if claim.status == AllocationStatus.RELEASED:
            raise AllocationReleased(f"{claim} was given back")
        if claim.status == AllocationStatus.OPEN:
            picks[claim.id] = (claim, place, outcome_of(place, claim.quantity))
    replaced = {claim.line_id for claim in in_hand(command, claims)}
    for claim in claims.values():
        is_over = command.is_complete or claim.line_id in replaced
        if is_over and claim.status == AllocationStatus.OPEN and claim.id not in picks:
            unseen = PickedPlace(allocation_id=claim.id, quantity=0)
            picks[claim.id] = (claim, unseen, outcome_of(unseen, claim.quantity))
    return list(picks.values())


def _balance_changes(picks: Picks) -> dict[UUID, BalanceChange]:
    changes: dict[UUID, BalanceChange] = {}
    for claim, _place, outcome in picks:
        gone = outcome.picked + outcome.short
        # Goods that only a claim kept usable are not any more, now that it ends.
        usable = gone if claim.unit.is_eligible else claim.quantity
        change = BalanceChange(usable=-usable, allocated=-claim.quantity)
        before = changes.get(claim.line.balance_id, BalanceChange())
        changes[claim.line.balance_id] = before.plus(change)
    return changes


def _move(command: BookPicks, row: Reservation, picks: Picks) -> None:
    """Write the movements; the balances are locked and changed."""
    staging = staging_of(row.warehouse_id)
    staged = {claim.id: goods_at(staging, claim.unit, StockStatus.USABLE) for claim, *_ in picks}
    unfit = {
        claim.id: goods_at(claim.unit.location, claim.unit, outcome.short_status)
        for claim, _place, outcome in picks
        if outcome.short and outcome.short_status
    }
    targets = StockUnit.objects.ensure([*staged.values(), *unfit.values()])
    now = timezone.now()
    named = {place.allocation_id for place in command.places}
    moves: list[Move] = []
    left = Counter[UUID]()
    for claim, place, outcome in picks:
        claim.picked = outcome.picked
        claim.picked_at = now
        # A claim that a walk did not come to is given up, the others are done with.
        is_given_up = outcome.left == claim.quantity and place.allocation_id not in named
        claim.status = AllocationStatus.DISPLACED if is_given_up else AllocationStatus.PICKED
        claim.staged_unit = targets[staged[claim.id].key] if outcome.picked else None
        if outcome.picked:
            moves.append(
                Move(
                    source=claim.unit,
                    target=targets[staged[claim.id].key],
                    quantity=outcome.picked,
                    claim=outcome.picked,
                    idempotency_key=f"pick/{claim.id}",
                    cause=MovementCause.PICK,
                )
            )
        if outcome.short:
            moves.append(
                Move(
                    source=claim.unit,
                    target=targets[unfit[claim.id].key],
                    quantity=outcome.short,
                    claim=outcome.short,
                    idempotency_key=f"short/{claim.id}",
                    cause=MovementCause.SHORT_PICK,
                    reason=place.reason.value if place.reason else "",
                )
            )
        left[claim.unit_id] += outcome.left
    journal = Journal(
        client_id=row.client_id,
        warehouse_id=row.warehouse_id,
        occurred_at=now,
        actor=command.actor,
        order_id=row.order_id,
    )
    move(moves, journal, freed=left)
    Allocation.objects.bulk_update(
        [claim for claim, *_ in picks], ["picked", "picked_at", "status", "staged_unit"]
    )
