"""Say that goods are on their way."""

from wms.inventory.catalogue.queries.skus import skus_of
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.receiving.contracts import inbound as contracts
from wms.inventory.receiving.contracts.inbound import (
    AnnounceInbound,
    NewInboundLine,
    NoticeDiffers,
    NoticeId,
)
from wms.inventory.receiving.events.inbound import InboundAnnouncedEvent
from wms.inventory.receiving.models.inbound import InboundLine, InboundNotice
from wms.inventory.receiving.queries.inbound import describe_notice, described
from wms.platform.commands import command


@command
def announce_inbound(request: AnnounceInbound) -> contracts.InboundNotice:
    """Announce goods once per reference; the same again is answered as before.

    Raises:
        NoticeDiffers: something else was announced under this reference.
        SkuNotFound: the client has no such SKU.
    """
    said = request.notice
    skus = skus_of(request.client_id, {line.sku for line in said.lines})
    row, is_new = InboundNotice.objects.get_or_create(
        client_id=request.client_id,
        reference=said.reference,
        defaults={
            "warehouse_id": request.warehouse_id,
            "expected_on": said.expected_on,
            "accept_over": said.accept_over,
            "actor": request.actor,
            "version": 1,
        },
    )
    if not is_new:
        return _announced_before(row, request)
    InboundLine.objects.bulk_create(
        InboundLine(
            notice=row,
            line_no=line_no,
            sku=skus[line.sku],
            lot=line.lot,
            expires_on=line.expires_on,
            expected=line.quantity,
        )
        for line_no, line in enumerate(said.lines, start=1)
    )
    notice = describe_notice(described().get(id=row.id))
    InventoryOutbox.publish(
        InboundAnnouncedEvent.of(
            said,
            notice_id=NoticeId(row.id),
            client_id=request.client_id,
            warehouse_id=request.warehouse_id,
            number=notice.number,
        ),
        sequence=1,
    )
    return notice


def _announced_before(row: InboundNotice, request: AnnounceInbound) -> contracts.InboundNotice:
    before = describe_notice(described().get(id=row.id))
    lines = tuple(
        NewInboundLine(
            sku=line.sku, quantity=line.expected, lot=line.lot, expires_on=line.expires_on
        )
        for line in before.lines
    )
    said = request.notice
    if (before.warehouse_id, before.expected_on, before.accept_over, lines) != (
        request.warehouse_id,
        said.expected_on,
        said.accept_over,
        said.lines,
    ):
        raise NoticeDiffers(f"something else was announced as {said.reference}")
    return before
