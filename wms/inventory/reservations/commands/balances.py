"""The balances that a command is about."""

from collections.abc import Collection, Iterable
from uuid import UUID

from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.reservations.models.reservations import ReservationLine
from wms.inventory.stock.models.balances import StockBalance


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


def balances_of_reservations(reservation_ids: Collection[UUID]) -> set[UUID]:
    """Return the balances that the lines of reservations are of: they never come to be others."""
    lines = ReservationLine.objects.filter(reservation__in=reservation_ids)
    return set(lines.values_list("balance_id", flat=True))
