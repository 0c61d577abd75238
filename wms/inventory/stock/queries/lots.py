"""Questions about lots and serials."""

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from wms.inventory.catalogue.contracts import lots as contracts
from wms.inventory.catalogue.contracts.lots import LotFilter
from wms.inventory.catalogue.models.lots import Lot
from wms.inventory.stock.models.stock import StockUnit
from wms.kernel.ids import ClientId
from wms.kernel.pages import Page, PageRequest
from wms.platform.paging.lists import newest_first


def list_lots(*, client_id: ClientId, filters: LotFilter, page: PageRequest) -> Page[contracts.Lot]:
    """Return lots and serials of a client, newest first, with the units there are in any status.

    Raises:
        InvalidCursor: no page of this list gave the cursor.
    """
    rows = Lot.objects.filter(sku__client_id=client_id).select_related("sku")
    if filters.sku is not None:
        rows = rows.filter(sku__code=filters.sku.upper())
    if filters.code is not None:
        rows = rows.filter(code=filters.code)
    if filters.expires_by is not None:
        rows = rows.filter(expires_on__lte=filters.expires_by)
    return newest_first(with_units(rows), page, _describe)


def with_units(rows: QuerySet[Lot]) -> QuerySet[Lot]:
    """Add ``units``, what there is of it in any status, to each lot of a page."""
    named = StockUnit.objects.exclude(lot="")  # what the index of lots holds
    lying = named.filter(sku=OuterRef("sku"), lot=OuterRef("code")).order_by()
    units = lying.values("lot").annotate(units=Sum("on_hand"))
    return rows.annotate(units=Subquery(units.values("units")))


def _describe(row: Lot) -> contracts.Lot:
    return contracts.Lot(
        lot_id=row.id,
        sku=row.sku.code,
        code=row.code,
        expires_on=row.expires_on,
        on_hand=getattr(row, "units", None) or 0,
    )
