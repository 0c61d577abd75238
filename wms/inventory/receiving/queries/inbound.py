"""Questions about goods that are announced."""

from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, Sum

from wms.inventory.receiving.contracts import inbound as contracts
from wms.inventory.receiving.contracts.inbound import (
    InboundNoticeFilter,
    InboundNoticeSummary,
    InboundStatus,
    NoticeId,
    NoticeNotFound,
)
from wms.inventory.receiving.models.inbound import InboundLine, InboundNotice, InboundNoticeQuerySet
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.platform.paging.lists import newest_first, of_each


def get_inbound(
    *, notice_id: NoticeId | UUID, client_id: ClientId | None = None
) -> contracts.InboundNotice:
    """Return a notice with its lines.

    Raises:
        NoticeNotFound: there is none, or not of this client.
    """
    row = described().of_client(client_id).filter(id=notice_id).first()
    if row is None:
        raise NoticeNotFound(f"there is no inbound notice {notice_id}")
    return describe_notice(row)


def list_inbound(
    *,
    client_id: ClientId | None,
    filters: InboundNoticeFilter,
    page: PageRequest,
    warehouse_id: WarehouseId | None = None,
) -> Page[InboundNoticeSummary]:
    """Return notices of a client (None: of all), newest first.

    Raises:
        InvalidCursor: no page of this list gave the cursor.
    """
    rows = InboundNotice.objects.of_client(client_id)
    if warehouse_id is not None:
        rows = rows.filter(warehouse_id=warehouse_id)
    if filters.reference is not None:
        rows = rows.filter(reference=filters.reference)
    return newest_first(of_each(with_totals(rows), "status", filters.status), page, _summarise)


def with_totals(rows: QuerySet[InboundNotice]) -> QuerySet[InboundNotice]:
    """Add ``line_count``, ``expected`` and ``received`` in all to each notice of a page."""
    lines = InboundLine.objects.filter(notice=OuterRef("pk")).order_by().values("notice")
    totals = lines.annotate(
        line_count=Count("pk"), units_expected=Sum("expected"), units_received=Sum("received")
    )
    return rows.annotate(
        line_count=Subquery(totals.values("line_count")),
        units_expected=Subquery(totals.values("units_expected")),
        units_received=Subquery(totals.values("units_received")),
    )


def described() -> InboundNoticeQuerySet:
    """Return notices with their lines and SKUs."""
    lines = InboundLine.objects.select_related("sku").order_by("line_no")
    return InboundNotice.objects.prefetch_related(Prefetch("lines", queryset=lines))


def describe_notice(row: InboundNotice) -> contracts.InboundNotice:
    """Return what callers may know of a notice."""
    return contracts.InboundNotice(
        notice_id=NoticeId(row.id),
        number=row.number,
        reference=row.reference,
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        status=InboundStatus(row.status),
        expected_on=row.expected_on,
        accept_over=row.accept_over,
        created_at=row.created_at,
        closed_at=row.closed_at,
        lines=tuple(
            contracts.InboundLine(
                line_no=line.line_no,
                sku=line.sku.code,
                lot=line.lot,
                expires_on=line.expires_on,
                expected=line.expected,
                received=line.received,
                short=line.short,
            )
            for line in row.lines.all()
        ),
    )


def _summarise(row: InboundNotice) -> InboundNoticeSummary:
    return InboundNoticeSummary(
        notice_id=NoticeId(row.id),
        number=row.number,
        reference=row.reference,
        warehouse_id=WarehouseId(row.warehouse_id),
        status=InboundStatus(row.status),
        expected_on=row.expected_on,
        created_at=row.created_at,
        line_count=getattr(row, "line_count", 0),
        expected=getattr(row, "units_expected", 0),
        received=getattr(row, "units_received", 0),
    )
