"""Where picked goods are put down."""

from uuid import UUID

from wms.inventory.catalogue.contracts.words import LocationKind, StockStatus
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.stock.models.stock import StockUnit

STAGING = "STAGING"


def staging_of(warehouse_id: UUID) -> Location:
    """Return the first staging location of a warehouse, made if there is none."""
    known = Location.objects.filter(warehouse_id=warehouse_id, kind=LocationKind.STAGING)
    first = known.order_by("pick_sequence", "code").first()
    if first is not None:
        return first
    return Location.objects.ensure(warehouse_id, STAGING, LocationKind.STAGING)


def goods_at(location: Location, goods: StockUnit, status: StockStatus) -> StockUnit:
    """Return the stock unit that goods belong to at another place or in another status."""
    return StockUnit(
        balance_id=goods.balance_id,
        sku_id=goods.sku_id,
        location=location,
        lot=goods.lot,
        expires_on=goods.expires_on,
        status=status.value,
    )
