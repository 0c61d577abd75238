"""What the ledger records of a change."""

from wms.inventory.adjustments.models import Change
from wms.inventory.stock.commands.movements import Journal


def journal_of(row: Change) -> Journal:
    """Return what the movements of a change have in common."""
    return Journal(
        client_id=row.client_id,
        warehouse_id=row.warehouse_id,
        occurred_at=row.created_at,
        actor=row.actor,
        reference=row.reference,
    )
