"""Stock that runs low."""

from dataclasses import dataclass
from uuid import UUID

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class LowStockAlertEvent(Event, event_type="wms.inventory.low-stock-alert", subject="threshold_id"):
    """Fewer units of a SKU are available to promise than somebody wants there to be."""

    threshold_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    sku: str
    low_stock_at: int
    atp: int
