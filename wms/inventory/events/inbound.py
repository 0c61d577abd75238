"""Goods that are on their way."""

from dataclasses import dataclass
from datetime import date

from wms.inventory.contracts import InboundLine, NewInboundLine, NoticeId
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class InboundAnnouncedEvent(
    Event, event_type="wms.inventory.inbound-announced", subject="notice_id"
):
    """Goods of a client are on their way."""

    notice_id: NoticeId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    reference: str
    expected_on: date | None
    lines: tuple[NewInboundLine, ...]


@dataclass(frozen=True, kw_only=True)
class InboundClosedEvent(Event, event_type="wms.inventory.inbound-closed", subject="notice_id"):
    """No more comes of what was announced; the lines say what came and what did not."""

    notice_id: NoticeId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    reference: str
    lines: tuple[InboundLine, ...]
