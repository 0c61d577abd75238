"""What is said about tasks."""

from tests.inventory.reading import OF_THE_LEDGER
from wms.inventory.models import InventoryOutbox


def facts():
    """Return what was said, of what, with the versions; not that goods came in."""
    rows = InventoryOutbox.objects.exclude(event_type__in=OF_THE_LEDGER)
    return [
        (row.event_type.removeprefix("wms.inventory."), row.subject, row.sequence)
        for row in rows.order_by("id")
    ]
