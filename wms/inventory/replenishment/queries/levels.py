"""Questions about pick faces and thresholds of stock."""

from wms.inventory.replenishment.contracts import levels as contracts
from wms.inventory.replenishment.contracts.levels import PickFaceFilter, StockThresholdFilter
from wms.inventory.replenishment.models import PickFace, StockThreshold
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.kernel.text import folded
from wms.platform.paging.lists import newest_first


def list_pick_faces(
    *,
    client_id: ClientId,
    filters: PickFaceFilter,
    page: PageRequest,
    warehouse_id: WarehouseId | None = None,
) -> Page[contracts.PickFace]:
    """Return pick faces of a client, newest first."""
    rows = PickFace.objects.filter(client_id=client_id).select_related("sku", "location")
    if warehouse_id is not None:
        rows = rows.filter(warehouse_id=warehouse_id)
    if filters.sku is not None:
        rows = rows.filter(sku__code=filters.sku.upper())
    if filters.location is not None:
        rows = rows.filter(location__key=folded(filters.location))
    return newest_first(rows, page, describe_pick_face)


def list_stock_thresholds(
    *,
    client_id: ClientId,
    filters: StockThresholdFilter,
    page: PageRequest,
    warehouse_id: WarehouseId | None = None,
) -> Page[contracts.StockThreshold]:
    """Return thresholds of a client, newest first; ``is_low`` as it was seen at the last look."""
    rows = StockThreshold.objects.filter(client_id=client_id).with_atp().select_related("sku")
    if warehouse_id is not None:
        rows = rows.filter(warehouse_id=warehouse_id)
    if filters.sku is not None:
        rows = rows.filter(sku__code=filters.sku.upper())
    if filters.is_low is not None:
        rows = rows.filter(low_since__isnull=not filters.is_low)
    return newest_first(rows, page, describe_threshold)


def describe_pick_face(row: PickFace) -> contracts.PickFace:
    """Return what callers may know of a pick face."""
    return contracts.PickFace(
        pick_face_id=row.id,
        warehouse_id=WarehouseId(row.warehouse_id),
        sku=row.sku.code,
        location=row.location.code,
        minimum=row.minimum,
        maximum=row.maximum,
    )


def describe_threshold(row: StockThreshold) -> contracts.StockThreshold:
    """Return what callers may know of a threshold, which was fetched with its ``atp``."""
    atp: int = getattr(row, "atp", 0)
    return contracts.StockThreshold(
        threshold_id=row.id,
        warehouse_id=WarehouseId(row.warehouse_id),
        sku=row.sku.code,
        low_stock_at=row.low_stock_at,
        atp=atp,
        low_since=row.low_since,
    )
