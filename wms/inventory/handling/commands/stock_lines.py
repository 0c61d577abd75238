"""The stock units that the lines of a change speak of."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from wms.inventory.catalogue.contracts.refusals import LotNotFound, StockClaimed
from wms.inventory.catalogue.contracts.words import AllocationStatus, LocationKind, StockStatus
from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.catalogue.models.lots import Lot
from wms.inventory.catalogue.queries.locations import locations_of
from wms.inventory.catalogue.queries.skus import skus_of
from wms.inventory.reservations.commands.balances import balances_of
from wms.inventory.reservations.models.reservations import Allocation
from wms.inventory.stock.models.stock import StockUnit
from wms.kernel.ids import ClientId, WarehouseId


class NamedStock(NamedTuple):
    """Goods as a person names them."""

    sku: str
    location: str
    lot: str
    status: StockStatus


def units_of(
    client_id: ClientId, warehouse_id: WarehouseId, named: Sequence[NamedStock]
) -> list[StockUnit]:
    """Return, for every line, its stock unit, as it would be made if it is not there.

    Raises:
        SkuNotFound: the client has no such SKU.
        LocationNotFound: the warehouse has no such location.
        LotNotFound: there never were goods of this lot of the SKU.
    """
    skus = skus_of(client_id, {each.sku for each in named})
    places = locations_of(warehouse_id, {each.location for each in named})
    balances = balances_of(skus.values(), warehouse_id)
    expiry = _expiry_of_lots(skus, named)
    return [
        StockUnit(
            balance_id=balances[skus[each.sku].id],
            sku=skus[each.sku],
            location=places[each.location],
            lot=each.lot,
            expires_on=expiry[skus[each.sku].id, each.lot],
            status=each.status.value,
        )
        for each in named
    ]


def units_between(
    client_id: ClientId,
    warehouse_id: WarehouseId,
    sources: Sequence[NamedStock],
    targets: Sequence[NamedStock],
) -> tuple[list[StockUnit], list[StockUnit]]:
    """Return the stock units that goods come from, and those they go to.

    Raises:
        SkuNotFound: the client has no such SKU.
        LocationNotFound: the warehouse has no such location.
        LotNotFound: there never were goods of this lot of the SKU.
    """
    units = units_of(client_id, warehouse_id, [*sources, *targets])
    return units[: len(sources)], units[len(sources) :]


def _expiry_of_lots(
    skus: dict[str, Sku], named: Sequence[NamedStock]
) -> dict[tuple[UUID, str], date | None]:
    known: dict[tuple[UUID, str], date | None] = {(sku.id, ""): None for sku in skus.values()}
    wanted = {(skus[each.sku].id, each.lot): each for each in named if each.lot}
    if not wanted:
        return known
    lots = Lot.objects.filter(
        sku__in={sku_id for sku_id, _lot in wanted}, code__in={lot for _sku, lot in wanted}
    )
    for sku_id, lot, expires_on in lots.values_list("sku_id", "code", "expires_on"):
        known[sku_id, lot] = expires_on
    for key, each in wanted.items():
        if key not in known:
            raise LotNotFound(f"there never was lot {each.lot} of {each.sku}")
    return known


def check_staged_stock(units: Sequence[StockUnit]) -> None:
    """Check, after goods were taken, that what was picked for orders still lies in staging.

    The stock units must be locked.

    Raises:
        StockClaimed: goods that were picked for orders would be gone.
    """
    staged = [unit for unit in units if unit.location.kind == LocationKind.STAGING]
    if not staged:
        return
    picked = (
        Allocation.objects.filter(
            staged_unit__sku__in={unit.sku_id for unit in staged},
            staged_unit__location__in={unit.location_id for unit in staged},
            status=AllocationStatus.PICKED,
        )
        .values("staged_unit", "staged_unit__location__code")
        .annotate(units=Coalesce(Sum("picked"), 0), there=F("staged_unit__on_hand"))
    )
    for each in picked:
        if each["there"] < each["units"]:
            raise StockClaimed(
                f"{each['units']} units at {each['staged_unit__location__code']}"
                " were picked for orders"
            )
