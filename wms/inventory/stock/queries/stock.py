"""Questions about what is there and where it lies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from wms.inventory.catalogue.contracts.refusals import SkuNotFound
from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.stock.contracts.stock import StockFilter, StockLevel, StockOfSku, StockUnit
from wms.inventory.stock.models.balances import StockBalance
from wms.inventory.stock.models.stock import StockUnit as StockUnitRow
from wms.inventory.stock.queries.past import refuse_closed, totals_at, units_at
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.platform.paging.lists import newest_first

MAX_UNITS = 1000


def list_stock(
    *,
    client_id: ClientId,
    filters: StockFilter,
    page: PageRequest,
    warehouse_id: WarehouseId | None = None,
) -> Page[StockLevel]:
    """Return the totals of a client's SKUs in one warehouse or in all, newest SKU first.

    Raises:
        LedgerClosed: they are asked for as of a moment whose month has left the ledger.
    """
    rows = StockBalance.objects.filter(client_id=client_id).select_related("sku")
    if warehouse_id is not None:
        rows = rows.filter(warehouse_id=warehouse_id)
    if filters.sku is not None:
        rows = rows.filter(sku__code=filters.sku.upper())
    if filters.as_of is None:
        return newest_first(rows, page, describe_level)
    refuse_closed(filters.as_of)
    found = newest_first(rows, page, _as_it_is)
    return Page(
        results=_levels_at(found.results, filters.as_of),
        next=found.next,
        previous=found.previous,
    )


def get_stock(
    *,
    client_id: ClientId,
    sku: str,
    warehouse_id: WarehouseId | None = None,
    as_of: datetime | None = None,
) -> StockOfSku:
    """Return the totals of a SKU in a warehouse (by default its first) and where it lies.

    At most 1,000 stock units, those with goods, in the order of the walk; now, or as of a moment
    that has passed.

    Raises:
        SkuNotFound: the client has no stock row of such a SKU there.
        LedgerClosed: the month of the moment has left the ledger.
    """
    balances = StockBalance.objects.filter(client_id=client_id, sku__code=sku.upper())
    if warehouse_id is not None:
        balances = balances.filter(warehouse_id=warehouse_id)
    balance = balances.select_related("sku").order_by("id").first()
    if balance is None:
        raise SkuNotFound(f"there never was any {sku}")
    if as_of is not None:
        refuse_closed(as_of)
        (level,) = _levels_at((balance,), as_of)
        return StockOfSku(level=level, units=units_at(balance, as_of, MAX_UNITS))
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


def _levels_at(rows: Sequence[StockBalance], at: datetime) -> tuple[StockLevel, ...]:
    totals = totals_at([row.id for row in rows], at)
    return tuple(
        replace(
            describe_level(row),
            usable=totals[row.id].usable,
            reserved=totals[row.id].reserved,
            allocated=totals[row.id].allocated,
            atp=totals[row.id].usable - totals[row.id].reserved - totals[row.id].allocated,
        )
        for row in rows
    )


def _as_it_is(row: StockBalance) -> StockBalance:
    return row
