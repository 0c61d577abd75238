"""Goods that are announced and come in, made through the facade."""

from itertools import count

from tests.factories.inventory import CLIENT, WAREHOUSE
from wms.inventory.receiving.commands.announce_inbound import announce_inbound
from wms.inventory.receiving.contracts.inbound import (
    AnnounceInbound,
    CloseInbound,
    InboundNotice,
    NewInboundLine,
    NewInboundNotice,
)
from wms.inventory.receiving.contracts.receipts import NewReceipt, NewReceiptLine, ReceiveStock

REFERENCES = count(1)


def announcing(
    *lines: int | NewInboundLine, reference: str | None = None, accept_over: bool = False
) -> AnnounceInbound:
    """Ask for goods to be announced: units of BOLT-M8 where nothing else is said."""
    notice = NewInboundNotice(
        reference=reference or f"PO-{next(REFERENCES)}",
        lines=tuple(
            NewInboundLine(sku="BOLT-M8", quantity=line) if isinstance(line, int) else line
            for line in lines
        ),
        accept_over=accept_over,
    )
    return AnnounceInbound(client_id=CLIENT, warehouse_id=WAREHOUSE, notice=notice, actor="buyer")


def announce(*lines: int | NewInboundLine, accept_over: bool = False) -> InboundNotice:
    """Announce goods."""
    return announce_inbound(announcing(*lines, accept_over=accept_over))


def bringing(
    notice: InboundNotice,
    *lines: int | NewReceiptLine,
    reference: str | None = None,
    accept_over: bool = False,
    location: str = "A-01",
) -> ReceiveStock:
    """Ask for goods of a notice to be booked in: units of BOLT-M8 where nothing else is said."""
    receipt = NewReceipt(
        reference=reference or f"DN-{next(REFERENCES)}",
        lines=tuple(
            NewReceiptLine(sku="BOLT-M8", location=location, quantity=line)
            if isinstance(line, int)
            else line
            for line in lines
        ),
        notice=notice.reference,
        accept_over=accept_over,
    )
    return ReceiveStock(client_id=CLIENT, warehouse_id=WAREHOUSE, receipt=receipt, actor="receiver")


def closing(notice: InboundNotice) -> CloseInbound:
    """Say that no more comes."""
    return CloseInbound(notice_id=notice.notice_id, actor="sue", client_id=CLIENT)
