"""Goods that are on their way."""

from dataclasses import dataclass
from datetime import date

from wms.inventory.receiving.contracts.inbound import InboundLine, NewInboundLine, NoticeId
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class InboundAnnouncedEvent(
    Event, event_type="wms.inventory.inbound-announced", subject="notice_id", grows="lines"
):
    """Goods of a client are on their way.

    Lines that were left out are read with the notice.
    """

    notice_id: NoticeId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    reference: str
    expected_on: date | None
    lines: tuple[NewInboundLine, ...]
    left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class InboundExpectedEvent(Event, event_type="wms.inventory.inbound-expected", subject="notice_id"):
    """The goods of a notice are expected on another day than before."""

    notice_id: NoticeId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    reference: str
    expected_on: date | None


@dataclass(frozen=True, kw_only=True)
class InboundClosedEvent(
    Event, event_type="wms.inventory.inbound-closed", subject="notice_id", grows="lines"
):
    """No more comes of what was announced; the lines say what came and what did not.

    Lines that were left out are read with the notice.
    """

    notice_id: NoticeId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    reference: str
    lines: tuple[InboundLine, ...]
    left_out: int = 0
