"""Say that no more comes of what was announced."""

from django.utils import timezone

from wms.inventory.outbox import InventoryOutbox
from wms.inventory.receiving.contracts import inbound as contracts
from wms.inventory.receiving.contracts.inbound import (
    CloseInbound,
    InboundStatus,
    NoticeId,
    NoticeNotFound,
)
from wms.inventory.receiving.events.inbound import InboundClosedEvent
from wms.inventory.receiving.models.inbound import InboundLine, InboundNotice
from wms.inventory.receiving.queries.inbound import describe_notice, described
from wms.inventory.work.commands.exceptions import StockException, raise_exception
from wms.platform.batches import AT_ONCE
from wms.platform.commands import command

INBOUND_SHORT = "inbound_short"


@command
def close_inbound(request: CloseInbound) -> contracts.InboundNotice:
    """Close a notice and record, line by line, what did not come; closed, it stays so.

    If anything did not come, an exception is raised.

    Raises:
        NoticeNotFound: there is no such notice, or not of this client.
    """
    row = InboundNotice.objects.locked_one(
        request.notice_id, of=request.client_id, missing=NoticeNotFound
    )
    if row.status == InboundStatus.CLOSED:
        return describe_notice(described().get(id=row.id))
    _record_shortfall(row)
    row.become(InboundStatus.CLOSED)
    row.closed_at = timezone.now()
    row.closed_by = request.actor
    notice = describe_notice(described().get(id=row.id))
    _publish(row, notice)
    row.save(update_fields=["status", "closed_at", "closed_by", "version"])
    return describe_notice(described().get(id=row.id))


def _record_shortfall(row: InboundNotice) -> None:
    lines = list(row.lines.all())
    for line in lines:
        line.short = max(line.expected - line.received, 0)
    InboundLine.objects.bulk_update(lines, ["short"], batch_size=AT_ONCE)


def _publish(row: InboundNotice, notice: contracts.InboundNotice) -> None:
    row.version += 1
    InventoryOutbox.publish(
        InboundClosedEvent.of(row, notice_id=NoticeId(row.id), lines=notice.lines),
        sequence=row.version,
    )
    short = [line for line in notice.lines if line.short]
    if not short:
        return
    missing = ", ".join(f"{line.short} of {line.expected} {line.sku}" for line in short)
    raise_exception(
        StockException(row=row, kind=INBOUND_SHORT, about=row.number),
        f"{row.reference} was closed, and did not bring: {missing}",
    )
