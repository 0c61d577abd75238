"""Say of which SKUs nobody is alerted any more when stock is low."""

from wms.inventory.replenishment.contracts import levels as contracts
from wms.inventory.replenishment.contracts.levels import RemoveStockThreshold
from wms.inventory.replenishment.contracts.refusals import StockThresholdNotFound
from wms.inventory.replenishment.models import StockThreshold
from wms.inventory.replenishment.queries.levels import describe_threshold
from wms.platform.commands import command


@command
def remove_stock_threshold(request: RemoveStockThreshold) -> contracts.StockThreshold:
    """Forget a threshold, and answer with what it was; no alert is published about it any more.

    Raises:
        StockThresholdNotFound: there is no such threshold, or not of this client, or not any more.
    """
    row = (
        StockThreshold.objects.with_atp()
        .select_related("sku")
        .locked_one(request.threshold_id, of=request.client_id, missing=StockThresholdNotFound)
    )
    known = describe_threshold(row)
    row.delete()
    return known
