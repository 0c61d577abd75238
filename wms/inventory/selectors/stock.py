"""Questions about what is there and where it lies."""

from wms.inventory.contracts import (
    SkuNotFound,
    StockFilter,
    StockLevel,
    StockOfSku,
    StockStatus,
    StockUnit,
)
from wms.inventory.models import StockBalance
from wms.inventory.models import StockUnit as StockUnitRow
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.platform.pagination import paginate

MAX_UNITS = 1000


def list_stock(
    *,
    client_id: ClientId,
    filters: StockFilter,
    page: PageRequest,
    warehouse_id: WarehouseId | None = None,
) -> Page[StockLevel]:
    """Return the totals of a client's SKUs in one warehouse or in all, newest SKU first."""
    rows = StockBalance.objects.filter(client_id=client_id).select_related("sku")
    if warehouse_id is not None:
        rows = rows.filter(warehouse_id=warehouse_id)
    if filters.sku is not None:
        rows = rows.filter(sku__code=filters.sku.upper())
    return paginate(rows, page, describe_level)


def get_stock(
    *, client_id: ClientId, sku: str, warehouse_id: WarehouseId | None = None
) -> StockOfSku:
    """Return the totals of a SKU in a warehouse (by default its first) and where it lies.

    At most 1,000 stock units, those with goods, in the order of the walk.

    Raises:
        SkuNotFound: the client has no stock row of such a SKU there.
    """
    balances = StockBalance.objects.filter(client_id=client_id, sku__code=sku.upper())
    if warehouse_id is not None:
        balances = balances.filter(warehouse_id=warehouse_id)
    balance = balances.select_related("sku").order_by("id").first()
    if balance is None:
        raise SkuNotFound(f"there never was any {sku}")
    units = (
        StockUnitRow.objects.filter(balance=balance, on_hand__gt=0)
        .select_related("location")
        .order_by("location__pick_sequence", "location__code", "lot", "status")
    )
    return StockOfSku(
        level=describe_level(balance),
        units=tuple(
            StockUnit(
                sku=balance.sku.code,
                location=unit.location.code,
                lot=unit.lot,
                status=StockStatus(unit.status),
                on_hand=unit.on_hand,
                allocated=unit.allocated,
            )
            for unit in units[:MAX_UNITS]
        ),
    )


def describe_level(row: StockBalance) -> StockLevel:
    """Return the totals of a SKU in a warehouse; the SKU must have been fetched."""
    return StockLevel(
        sku=row.sku.code,
        warehouse_id=WarehouseId(row.warehouse_id),
        usable=row.usable,
        reserved=row.reserved,
        allocated=row.allocated,
        atp=row.atp,
    )
