"""How balances change: locked in one order, and what becomes free goes to those who wait."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import F
from django.db.transaction import savepoint, savepoint_commit, savepoint_rollback

from wms.inventory.contracts import ReservationId, ReservationStatus
from wms.inventory.domain.promising import fillable
from wms.inventory.events import StockReservedEvent
from wms.inventory.models import (
    BalanceChange,
    InventoryOutbox,
    Reservation,
    Sku,
    StockBalance,
    wishes_of_waiting,
)
from wms.inventory.selectors.reservations import lines_of
from wms.kernel.ids import ClientId, OrderId, WarehouseId

Changes = Mapping[UUID, BalanceChange]


def balances_of(skus: Iterable[Sku], warehouse_id: UUID) -> dict[UUID, UUID]:
    """Return the id of the balance of each SKU (by its id), made where it is missing."""
    wanted = {sku.id: sku for sku in skus}
    rows = StockBalance.objects.filter(sku__in=wanted, warehouse_id=warehouse_id)
    found = dict(rows.values_list("sku_id", "id"))
    missing = [sku for sku_id, sku in wanted.items() if sku_id not in found]
    if missing:
        StockBalance.objects.ensure(missing, warehouse_id)
        found = dict(rows.all().values_list("sku_id", "id"))
    return found


def lock_balances(balance_ids: Iterable[UUID]) -> None:
    """Lock balances in the one order, after reservations and before stock units."""
    list(StockBalance.objects.filter(id__in=list(balance_ids)).locked().values_list("id"))


def change_balances(changes: Changes) -> None:
    """Lock and change balances, and promise units that become free to reservations that wait."""
    is_freeing = any(_freed(change) > 0 for change in changes.values())
    if is_freeing:
        served = _lock_and_choose(changes)
    else:
        lock_balances(changes)
        served = {}
    total = dict(changes)
    for wishes in served.values():
        for balance_id, quantity in wishes.items():
            before = total.get(balance_id, BalanceChange())
            total[balance_id] = before.plus(BalanceChange(reserved=quantity))
    StockBalance.objects.add(total)
    _activate(list(served))


def _freed(change: BalanceChange) -> int:
    return change.usable - change.reserved - change.allocated


def _lock_and_choose(changes: Changes) -> dict[UUID, Mapping[UUID, int]]:
    """Lock the balances, and all others that those who wait for these units want as well.

    Who waits is only certain under the locks, and which locks are needed follows from who waits:
    so locks are given back and asked for again, all in one order, until they suffice.
    """
    needed = set(changes)
    while True:
        before = savepoint()
        rows = StockBalance.objects.filter(id__in=needed).locked()
        free = {row.id: row.atp + _freed(changes.get(row.id, BalanceChange())) for row in rows}
        wishes = wishes_of_waiting({balance_id: free[balance_id] for balance_id in changes})
        wanted = {balance_id for wish in wishes.values() for balance_id in wish}
        if wanted <= needed:
            savepoint_commit(before)
            break
        savepoint_rollback(before)
        needed |= wanted
    if not wishes:
        return {}
    still = Reservation.objects.filter(id__in=wishes, status=ReservationStatus.WAITING).locked()
    waiting = set(still.values_list("id", flat=True))
    queue = [(each, wish) for each, wish in wishes.items() if each in waiting]
    return {each: wishes[each] for each in fillable(queue, free)}


def _activate(served: list[UUID]) -> None:
    """Make locked reservations active, and say so in the order in which they were served."""
    if not served:
        return
    rows = Reservation.objects.filter(id__in=served)
    rows.update(status=ReservationStatus.ACTIVE, version=F("version") + 1)
    by_id = {row.id: row for row in rows.all()}
    lines = lines_of(served)
    InventoryOutbox.publish_all(
        (
            StockReservedEvent(
                reservation_id=ReservationId(each),
                order_id=OrderId(by_id[each].order_id),
                client_id=ClientId(by_id[each].client_id),
                warehouse_id=WarehouseId(by_id[each].warehouse_id),
                round_no=by_id[each].round_no,
                lines=lines[each],
            ),
            by_id[each].version,
        )
        for each in served
    )
