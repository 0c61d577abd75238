"""Book a place where goods were missing while the picker walks on, and find other goods."""

from uuid import UUID

from wms.inventory.catalogue.contracts.words import AllocationStatus
from wms.inventory.handling.commands.location_blocks import lock_to_block
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.picks.commands.book_picks import claim_named, consume, locked_claims
from wms.inventory.picks.commands.in_hand import count_claims
from wms.inventory.picks.commands.picks import BookedPick, book, picked
from wms.inventory.picks.commands.short_places import block_short_places, count_short_places
from wms.inventory.reservations.commands import facts
from wms.inventory.reservations.commands.balances import balances_of_reservations
from wms.inventory.reservations.commands.locked_balances import LockedBalances, with_locked_balances
from wms.inventory.reservations.commands.replacements import allocate_replacement
from wms.inventory.reservations.contracts.reservations import BookShort, reservation_id_for
from wms.inventory.reservations.queries.allocations import open_places_of
from wms.kernel.events import Event
from wms.platform.commands import command


@command
def book_short(request: BookShort) -> None:
    """Book a place of a walk as ``book_picks`` does, and allocate other stock for what was missing.

    All places that are left to be walked to are published then, the new ones among them, and
    what no goods were found for. An allocation that was booked before, or whose goods others took
    away, is passed over: whoever did that has published the places.

    Raises:
        ReservationNotFound: nothing is reserved for the order in this round.
        AllocationNotFound: the order has no such allocation.
        AllocationReleased: the allocation was given back before.
        PickDiffers: the numbers do not fit the allocation, or units are missing without a reason.
    """
    reservation_id = reservation_id_for(request.order_id, request.round_no)
    short = count_short_places(reservation_id, [request.place], request.actor)
    lock_to_block(short)
    with_locked_balances(
        balances_of_reservations([reservation_id]), _book, request, reservation_id, frozenset(short)
    )


def _book(
    balances: LockedBalances, request: BookShort, reservation_id: UUID, to_block: frozenset[UUID]
) -> None:
    row, claims = locked_claims(reservation_id)
    claim = claim_named(request.place.allocation_id, claims)
    if claim.status != AllocationStatus.OPEN:
        return
    pick = BookedPick.of(claim, request.place)
    book(row, [pick], request.actor, balances)
    block_short_places([pick], to_block, balances)
    missing, sku = pick.outcome.short, claim.line.sku.code
    why = f"{missing} x {sku} not found at {claim.unit.location}"
    found = allocate_replacement(row, claim.line, missing, balances, why)
    news: list[Event] = [picked(row, [pick])]
    if found < missing:
        news.append(facts.short(row, claim.line, missing - found, why))
    if not found:
        consume(row, claims)
    news.append(facts.allocated(row, open_places_of([row.id])[row.id]))
    count_claims(row)
    InventoryOutbox.publish_all((event, row.version + n) for n, event in enumerate(news, start=1))
    row.version += len(news)
    row.save(update_fields=["status", "version"])
