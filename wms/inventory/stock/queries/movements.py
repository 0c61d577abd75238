"""Questions about the ledger."""

from django.db.models import QuerySet

from wms.inventory.catalogue.contracts.words import MovementCause, StockStatus
from wms.inventory.catalogue.models.catalogue import Location, Sku
from wms.inventory.stock.contracts.stock import Movement, MovementFilter
from wms.inventory.stock.models.ledger import StockMovement
from wms.kernel.ids import ClientId, OrderId
from wms.kernel.pages import Page, PageRequest
from wms.platform.paging.lists import latest_first


def list_movements(
    *, client_id: ClientId, filters: MovementFilter, page: PageRequest
) -> Page[Movement]:
    """Return lines of a client's ledger, newest first."""
    return latest_first(_strands(client_id, filters), page, _describe)


def _strands(client_id: ClientId, filters: MovementFilter) -> list[QuerySet[StockMovement]]:
    """Return the lines asked for, those that came to a location apart from those that left it.

    SKU and locations are looked up first: the ledger has an index of each, in the order of time.
    """
    rows = _narrowed(client_id, filters)
    if filters.sku is not None:
        sku_id = (
            Sku.objects.filter(client_id=client_id, code=filters.sku.upper())
            .values_list("id", flat=True)
            .first()
        )
        if sku_id is None:
            return []
        rows = rows.filter(sku=sku_id)
    if filters.location is None:
        return [rows]
    places = Location.objects.called(filters.location).values_list("id", flat=True)
    return [
        strand
        for place in places
        for strand in (
            rows.filter(from_location=place),
            rows.filter(to_location=place).exclude(from_location=place),
        )
    ]


def _narrowed(client_id: ClientId, filters: MovementFilter) -> QuerySet[StockMovement]:
    rows = StockMovement.objects.filter(client_id=client_id).select_related(
        "sku", "from_location", "to_location"
    )
    # The indexes of lots and references have no empty ones in them, and queries say so.
    if filters.lot is not None:
        rows = rows.filter(lot=filters.lot).exclude(lot="")
    if filters.cause:
        rows = rows.filter(cause__in=filters.cause)
    if filters.order_id is not None:
        rows = rows.filter(order_id=filters.order_id)
    if filters.reference is not None:
        rows = rows.filter(reference=filters.reference).exclude(reference="")
    if filters.since is not None:
        rows = rows.filter(occurred_at__gte=filters.since)
    if filters.until is not None:
        rows = rows.filter(occurred_at__lt=filters.until)
    return rows


def _describe(row: StockMovement) -> Movement:
    return Movement(
        movement_id=row.id,
        occurred_at=row.occurred_at,
        sku=row.sku.code,
        quantity=row.quantity,
        from_location=row.from_location.code,
        to_location=row.to_location.code,
        lot=row.lot,
        from_status=StockStatus(row.from_status),
        to_status=StockStatus(row.to_status),
        cause=MovementCause(row.cause),
        reference=row.reference,
        order_id=None if row.order_id is None else OrderId(row.order_id),
        actor=row.actor,
    )
