"""Book what was picked, and what was not found."""

from collections.abc import Mapping
from uuid import UUID

from wms.inventory.catalogue.contracts.refusals import (
    AllocationNotFound,
    AllocationReleased,
    ReservationNotFound,
)
from wms.inventory.catalogue.contracts.words import AllocationStatus, ReservationStatus
from wms.inventory.handling.commands.location_blocks import lock_to_block
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.picks.commands.in_hand import (
    book_in_hand,
    count_claims,
    in_hand,
    lock_serials_in_hand,
)
from wms.inventory.picks.commands.picks import BookedPick, book, picked
from wms.inventory.picks.commands.short_places import block_short_places, count_short_places
from wms.inventory.reservations.commands.balances import balances_of_reservations
from wms.inventory.reservations.commands.locked_balances import LockedBalances, with_locked_balances
from wms.inventory.reservations.contracts.reservations import BookPicks, reservation_id_for
from wms.inventory.reservations.models.reservations import Allocation, Reservation
from wms.platform.commands import command


@command
def book_picks(request: BookPicks) -> None:
    """Move picked units to staging and short ones out of what can be reserved, once per allocation.

    Units of an allocation that are neither picked nor short stay where they are and are free again.
    A place where units were not found is blocked until it is counted, and a count is asked for.

    Raises:
        ReservationNotFound: nothing is reserved for the order in this round.
        AllocationNotFound: the order has no such allocation.
        AllocationReleased: the allocation was given back before.
        PickDiffers: the numbers do not fit the allocation, or units are missing without a reason.
        SerialKnown: a serial that was written off in hand was found, and is somebody else's.
    """
    reservation_id = reservation_id_for(request.order_id, request.round_no)
    # Counts, serials, locations, balances: the order of everybody who locks them.
    short = count_short_places(reservation_id, request.places, request.actor)
    lock_serials_in_hand(request)
    lock_to_block(short)
    with_locked_balances(
        balances_of_reservations([reservation_id]), _book, request, reservation_id, frozenset(short)
    )


def locked_claims(reservation_id: UUID) -> tuple[Reservation, dict[UUID, Allocation]]:
    """Lock a reservation whose balances are held; return it with all its allocations.

    Raises:
        ReservationNotFound: nothing is reserved for the order in this round.
    """
    row = Reservation.objects.filter(id=reservation_id).locked().first()
    if row is None:
        raise ReservationNotFound("nothing is reserved for the order in this round")
    claims = Allocation.objects.filter(reservation=row).select_related(
        "line", "line__sku", "unit", "unit__location"
    )
    return row, {claim.id: claim for claim in claims}


def claim_named(allocation_id: UUID, claims: Mapping[UUID, Allocation]) -> Allocation:
    """Return an allocation that a picker speaks of.

    Raises:
        AllocationNotFound: the order has no such allocation.
        AllocationReleased: the allocation was given back, and nothing of it was booked before.
    """
    claim = claims.get(allocation_id)
    if claim is None:
        raise AllocationNotFound(f"the order has no allocation {allocation_id}")
    if claim.picked_at is None and claim.status == AllocationStatus.RELEASED:
        raise AllocationReleased(f"{claim} was released")
    return claim


def consume(row: Reservation, claims: Mapping[UUID, Allocation]) -> None:
    """Let a reservation be done with once none of its allocations is open, not saved yet."""
    is_over = not any(claim.status == AllocationStatus.OPEN for claim in claims.values())
    if is_over and row.status == ReservationStatus.ACTIVE:
        row.become(ReservationStatus.CONSUMED)


def _book(
    balances: LockedBalances, request: BookPicks, reservation_id: UUID, to_block: frozenset[UUID]
) -> None:
    row, claims = locked_claims(reservation_id)
    picks = _to_book(request, claims)
    if picks:
        book(row, picks, request.actor, balances)
    has_goods_in_hand = book_in_hand(request, row, claims, balances)
    if not picks and not has_goods_in_hand:
        _end_if_all_was_lost(request, row, claims)
        return
    block_short_places(picks, to_block, balances)
    count_claims(row)
    consume(row, claims)
    row.version += 1
    row.save(update_fields=["status", "version"])
    InventoryOutbox.publish(picked(row, picks), sequence=row.version)


def _end_if_all_was_lost(
    request: BookPicks, row: Reservation, claims: Mapping[UUID, Allocation]
) -> None:
    """End a reservation whose last allocations lost their stock before the walk ended."""
    if request.is_complete and claims:
        consume(row, claims)
        row.save(update_fields=["status"])


def _to_book(request: BookPicks, claims: Mapping[UUID, Allocation]) -> list[BookedPick]:
    """Return what is new of the picks; those booked before are passed over.

    Of allocations that a completed walk does not speak of, nothing was picked; nor of those that
    were made in place of an allocation whose goods the picker had in hand.
    """
    picks = {}
    for place in request.places:
        claim = claim_named(place.allocation_id, claims)
        if claim.status == AllocationStatus.OPEN:
            picks[claim.id] = BookedPick.of(claim, place)
    replaced = {claim.line_id for claim in in_hand(request, claims)}
    for claim in claims.values():
        is_over = request.is_complete or claim.line_id in replaced
        if is_over and claim.status == AllocationStatus.OPEN and claim.id not in picks:
            picks[claim.id] = BookedPick.unseen(claim)
    return list(picks.values())
