"""What comes in."""

from dataclasses import dataclass
from uuid import UUID

from wms.inventory.receiving.contracts.inbound import NoticeId
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class StockReceivedEvent(
    Event, event_type="wms.inventory.stock-received", subject="receipt_id", grows="lines"
):
    """Goods came in.

    Lines that were left out are read with the movements of its reference.
    """

    receipt_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    reference: str
    lines: tuple[NewReceiptLine, ...]
    notice_id: NoticeId | None = None
    left_out: int = 0
