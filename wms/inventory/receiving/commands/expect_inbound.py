"""Say when the goods of a notice are expected."""

from wms.inventory.outbox import InventoryOutbox
from wms.inventory.receiving.contracts import inbound as contracts
from wms.inventory.receiving.contracts.inbound import (
    ExpectInbound,
    InboundStatus,
    NoticeClosed,
    NoticeNotFound,
)
from wms.inventory.receiving.events.inbound import InboundExpectedEvent
from wms.inventory.receiving.models.inbound import InboundNotice
from wms.inventory.receiving.queries.inbound import describe_notice, described
from wms.platform.commands import command


@command
def expect_inbound(request: ExpectInbound) -> contracts.InboundNotice:
    """Change the day on which a notice is expected; the same day again changes nothing.

    Raises:
        NoticeNotFound: there is no such notice, or not of this client.
        NoticeClosed: nothing more is expected with it.
    """
    row = InboundNotice.objects.locked_one(
        request.notice_id, of=request.client_id, missing=NoticeNotFound
    )
    if row.status == InboundStatus.CLOSED:
        raise NoticeClosed(f"{row} is closed")
    if row.expected_on != request.expected_on:
        row.expected_on = request.expected_on
        row.version += 1
        row.save(update_fields=["expected_on", "version"])
        InventoryOutbox.publish(
            InboundExpectedEvent.of(row, notice_id=request.notice_id), sequence=row.version
        )
    return describe_notice(described().get(id=row.id))
