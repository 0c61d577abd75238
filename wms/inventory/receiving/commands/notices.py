"""How a receipt counts against the notice it came with."""

from collections.abc import Sequence

from django.conf import settings

from wms.inventory.catalogue.contracts.refusals import LotDiffers
from wms.inventory.receiving.contracts.inbound import InboundStatus, NoticeClosed, NoticeNotFound
from wms.inventory.receiving.contracts.receipts import NewReceiptLine, ReceiveStock
from wms.inventory.receiving.models.inbound import InboundLine, InboundNotice
from wms.inventory.receiving.rules.receipts import Arrived, Expected, share_out
from wms.platform.batches import AT_ONCE


def locked_notice(request: ReceiveStock) -> InboundNotice | None:
    """Return the notice a receipt names, locked with its lines; None if it names none.

    Raises:
        NoticeNotFound: nothing was announced under this reference for this warehouse.
    """
    reference = request.receipt.notice
    if reference is None:
        return None
    notices = InboundNotice.objects.of_client(request.client_id)
    notice = notices.filter(reference=reference, warehouse_id=request.warehouse_id).locked().first()
    if notice is None:
        raise NoticeNotFound(f"nothing was announced as {reference}")
    return notice


def count_against(
    notice: InboundNotice, lines: Sequence[NewReceiptLine], *, accept_over: bool
) -> None:
    """Add what came to the lines of a locked notice.

    Raises:
        NoticeClosed: no more is expected.
        NotOnNotice: goods that it does not name.
        LotDiffers: a lot comes with another expiry date than was announced.
        OverDelivery: more came than may come.
    """
    if notice.status == InboundStatus.CLOSED:
        raise NoticeClosed(f"{notice} is closed")
    rows = {row.line_no: row for row in notice.lines.select_related("sku")}
    _check_dates(list(rows.values()), lines)
    is_unlimited = accept_over or notice.accept_over
    added = share_out(
        [
            Expected(
                line_no=row.line_no,
                sku=row.sku.code,
                lot=row.lot,
                expected=row.expected,
                received=row.received,
            )
            for row in rows.values()
        ],
        [Arrived(sku=line.sku, lot=line.lot, quantity=line.quantity) for line in lines],
        over_percent=None if is_unlimited else settings.INBOUND_OVER_PERCENT,
    )
    for line_no, units in added.items():
        rows[line_no].received += units
    InboundLine.objects.bulk_update(
        [rows[line_no] for line_no in added], ["received"], batch_size=AT_ONCE
    )


def _check_dates(rows: Sequence[InboundLine], lines: Sequence[NewReceiptLine]) -> None:
    announced = {(row.sku.code, row.lot): row.expires_on for row in rows if row.expires_on}
    for line in lines:
        if announced.get((line.sku, line.lot), line.expires_on) != line.expires_on:
            raise LotDiffers(f"lot {line.lot} of {line.sku} was announced with another expiry date")
