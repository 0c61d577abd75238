"""Locations from which nothing may be reserved: blocked until somebody looks.

Whether a place is blocked is read under its lock by everybody who puts goods there, and changed
under its lock and those of the balances of the goods that lie there. Locations are locked before
balances, and read again by the work that is done with these.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from wms.inventory.catalogue.contracts.words import BlockCause, StockStatus
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.reservations.commands.locked_balances import LockedBalances, with_locked_balances
from wms.inventory.stock.models.balances import BalanceChange
from wms.inventory.stock.models.eligibility import PROMISED_FROM
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.stock.rules import Tally
from wms.platform.databases import cursor_of
from wms.platform.tables import table


def read_under_lock(locations: Iterable[Location]) -> None:
    """Make sure that what these rows say of being blocked stays true until the commit."""
    rows: dict[UUID, list[Location]] = {}
    for each in locations:
        rows.setdefault(each.id, []).append(each)
    with cursor_of(Location) as cursor:
        cursor.execute(
            f"SELECT id, is_blocked FROM {table(Location)} WHERE id = ANY(%s)"
            " ORDER BY id FOR SHARE",
            [list(rows)],
        )
        for location_id, is_blocked in cursor.fetchall():
            for row in rows[location_id]:
                row.is_blocked = is_blocked


def lock_to_block(location_ids: Collection[UUID]) -> list[Location]:
    """Lock locations that may be blocked or opened; return them."""
    return list(Location.objects.filter(id__in=location_ids).locked())


def set_blocked(location_id: UUID, cause: BlockCause | None, note: str) -> Location:
    """Block a locked location for a cause, or open it again (None), with all that follows.

    Goods that lie there unallocated stop being usable, and the newest reservations of the lowest
    priority with them; allocations stay, the walk will show. Opened again, the goods are reserved
    for those who wait. The note stays with the place: it may speak of anybody's goods. Returns the
    location as it is then.
    """
    goods = StockUnit.objects.filter(location=location_id, on_hand__gt=0)
    return with_locked_balances(
        set(goods.values_list("balance_id", flat=True)), _set_blocked, location_id, cause, note
    )


def _set_blocked(
    held: LockedBalances, location_id: UUID, cause: BlockCause | None, note: str
) -> Location:
    location = Location.objects.get(id=location_id)
    set_blocked_with_balances(held, location, cause, note)
    return location


def set_blocked_with_balances(
    held: LockedBalances, location: Location, cause: BlockCause | None, note: str
) -> None:
    """Do so with the balances held of all goods that lie there; again if there are more.

    The location was read in this try. A place that is blocked already stays so: for a person
    rather than for a count.
    """
    blocked = cause is not None
    if location.is_blocked is blocked:
        if cause is BlockCause.PERSON:
            _note(location, cause, note)
        return
    units = list(
        StockUnit.objects.filter(location=location, status=StockStatus.USABLE, on_hand__gt=0)
    )
    held.require(unit.balance_id for unit in units)
    changes = Tally(BalanceChange())
    if location.kind in PROMISED_FROM:
        for unit in units:
            free = -unit.free if blocked else unit.free
            changes.add(unit.balance_id, BalanceChange(usable=free))
    _note(location, cause, note)
    held.change(changes, why=f"{location} is blocked" if blocked else f"{location} is open again")


def _note(location: Location, cause: BlockCause | None, note: str) -> None:
    location.is_blocked = cause is not None
    location.blocked_for = cause.value if cause else ""
    location.block_note = note[:200] if cause else ""
    location.save(update_fields=["is_blocked", "blocked_for", "block_note"])
