"""Questions about the ledger."""

from wms.inventory.contracts import Movement, MovementCause, MovementFilter, StockStatus
from wms.inventory.models import StockMovement
from wms.kernel.ids import ClientId, OrderId
from wms.kernel.pages import Page, PageRequest
from wms.platform.pagination import paginate


def list_movements(
    *, client_id: ClientId, filters: MovementFilter, page: PageRequest
) -> Page[Movement]:
    """Return lines of a client's ledger, newest first."""
    rows = StockMovement.objects.filter(client_id=client_id).select_related(
        "sku", "from_location", "to_location"
    )
    if filters.sku is not None:
        rows = rows.filter(sku__code=filters.sku.upper())
    if filters.order_id is not None:
        rows = rows.filter(order_id=filters.order_id)
    if filters.cause is not None:
        rows = rows.filter(cause=filters.cause.value)
    return paginate(rows, page, _describe)


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
