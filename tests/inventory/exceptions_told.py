"""What inventory has put before a person in a test, and taken off the list."""

import json
from typing import Any
from uuid import UUID

from wms.inventory.models import InventoryOutbox


def told(subject: UUID) -> list[tuple[str, int, dict[str, Any]]]:
    """Return what was raised and cleared about a row, in order, with versions."""
    rows = InventoryOutbox.objects.filter(subject=subject, event_type__contains=".exception-")
    return [
        (row.event_type.rpartition("-")[2], row.sequence, json.loads(row.data))
        for row in rows.order_by("id")
    ]
