"""Places where pickers did not find what should be there: blocked until they are counted."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from wms.inventory.catalogue.contracts.words import AllocationStatus, BlockCause, ReasonCode
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.handling.commands.location_blocks import set_blocked_with_balances
from wms.inventory.picks.commands.picks import BookedPick
from wms.inventory.reservations.commands.locked_balances import LockedBalances
from wms.inventory.reservations.contracts.reservations import PickedPlace
from wms.inventory.reservations.models.reservations import Allocation
from wms.inventory.work.commands.open_counts import count_after_short_picks
from wms.inventory.work.models.counts import CycleCount

# Goods that were found unfit are where the books say; these are not.
# Everybody who keeps goods there may read it, so it names nobody's.
NOT_FOUND = "units were not found there"
BLOCKING = frozenset({ReasonCode.NOT_FOUND, ReasonCode.COUNT_DIFFERENCE})


def count_short_places(
    reservation_id: UUID, places: Iterable[PickedPlace], actor: str
) -> set[UUID]:
    """Ask for counts where stock of open allocations is missing; return the locations.

    Before anything else is locked; what is blocked in the end is decided under its lock.
    """
    short = [place.allocation_id for place in places if _is_blocking(place)]
    if not short:
        return set()
    claims = Allocation.objects.filter(
        id__in=short, reservation=reservation_id, status=AllocationStatus.OPEN
    ).select_related("reservation", "unit")
    rows = {
        claim.unit.location_id: CycleCount(
            client_id=claim.reservation.client_id,
            warehouse_id=claim.reservation.warehouse_id,
            location_id=claim.unit.location_id,
            created_by=actor,
        )
        for claim in claims
    }
    count_after_short_picks(rows.values())
    return set(rows)


def block_short_places(
    picks: Sequence[BookedPick], location_ids: Iterable[UUID], balances: LockedBalances
) -> None:
    """Block the locked places of picks that were booked short; their goods have been moved."""
    # Read once: the second pick of a place finds it blocked.
    by_id = Location.objects.in_bulk(list(location_ids))
    for each in picks:
        location = by_id.get(each.claim.unit.location_id)
        if location is None or not _is_blocking(each.place):
            continue
        set_blocked_with_balances(balances, location, BlockCause.SHORT_PICK, NOT_FOUND)


def _is_blocking(place: PickedPlace) -> bool:
    return place.short_quantity > 0 and place.reason in BLOCKING
