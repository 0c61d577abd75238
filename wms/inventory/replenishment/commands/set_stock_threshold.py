"""Say when stock is low."""

from wms.inventory.catalogue.queries.skus import skus_of
from wms.inventory.replenishment.contracts import levels as contracts
from wms.inventory.replenishment.contracts.levels import SetStockThreshold
from wms.inventory.replenishment.models import StockThreshold
from wms.inventory.replenishment.queries.levels import describe_threshold
from wms.platform.commands import command


@command
def set_stock_threshold(request: SetStockThreshold) -> contracts.StockThreshold:
    """Say from how many units on stock of a SKU is low in a warehouse; the last word holds.

    Raises:
        SkuNotFound: the client has no such SKU.
    """
    threshold = request.threshold
    sku = skus_of(request.client_id, [threshold.sku])[threshold.sku]
    row, _is_new = StockThreshold.objects.update_or_create(
        sku=sku,
        warehouse_id=request.warehouse_id,
        defaults={"low_stock_at": threshold.low_stock_at},
        create_defaults={
            "client_id": request.client_id,
            "low_stock_at": threshold.low_stock_at,
        },
    )
    return describe_threshold(StockThreshold.objects.with_atp().get(id=row.id))
