"""Tell of stock that fell below its threshold."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from wms.inventory.contracts import WatchLowStock
from wms.inventory.events import LowStockAlertEvent
from wms.inventory.models import InventoryOutbox, StockThreshold
from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.commands import command

PAGE = 500


class Look(NamedTuple):
    """Which thresholds to look at: some of those that come after one."""

    now: datetime
    after: UUID | None = None


class Seen(NamedTuple):
    """How many alerts a look gave, and what the next one comes after; None after the last."""

    alerts: int
    next: UUID | None


def watch_low_stock(request: WatchLowStock) -> int:
    """Publish an alert for each stock that fell, once per fall, and return how many.

    In transactions of 500 alerts each. Nothing is locked but the thresholds: promises go on.
    """
    seen = watch_page(Look(request.now))
    alerts = seen.alerts
    while seen.next is not None:
        seen = watch_page(Look(request.now, seen.next))
        alerts += seen.alerts
    return alerts


@command
def watch_page(look: Look) -> Seen:
    """Note which stock is low and which is not any more, and publish an alert for what fell."""
    changed = StockThreshold.objects.changed().select_related("sku")
    if look.after is not None:
        changed = changed.filter(id__gt=look.after)
    rows = list(changed.locked()[:PAGE])
    fallen = [row for row in rows if row.low_since is None]
    for row in rows:
        _note(row, look.now)
    StockThreshold.objects.bulk_update(rows, ["low_since", "version"])
    InventoryOutbox.publish_all((_alert(row), row.version) for row in fallen)
    return Seen(len(fallen), rows[-1].id if len(rows) == PAGE else None)


def _note(row: StockThreshold, now: datetime) -> None:
    if row.low_since is None:
        row.low_since = now
        row.version += 1
    else:
        row.low_since = None


def _alert(row: StockThreshold) -> LowStockAlertEvent:
    atp: int = getattr(row, "atp", 0)
    return LowStockAlertEvent(
        threshold_id=row.id,
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        sku=row.sku.code,
        low_stock_at=row.low_stock_at,
        atp=atp,
    )
