"""A location that was blocked until it is counted."""

from wms.inventory.contracts import StockStatus
from wms.inventory.models import CycleCount, Location, StockUnit


def open_again(row: CycleCount) -> None:
    """Let goods be taken from the location of a count again, if nothing there is missing now."""
    here = StockUnit.objects.filter(location=row.location_id, on_hand__gt=0)
    if here.filter(status__in=[StockStatus.MISSING, StockStatus.USABLE]).exists():
        return
    Location.objects.filter(id=row.location_id, is_blocked=True).update(is_blocked=False)
