"""What comes in."""

from dataclasses import dataclass
from uuid import UUID

from wms.inventory.contracts import NewReceiptLine, NoticeId
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class StockReceivedEvent(Event, event_type="wms.inventory.stock-received", subject="receipt_id"):
    """Goods came in."""

    receipt_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    reference: str
    lines: tuple[NewReceiptLine, ...]
    notice_id: NoticeId | None = None
