"""Publish alerts of stock that fell below its threshold."""

import logging
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from wms.inventory.outbox import InventoryOutbox
from wms.inventory.replenishment.contracts.levels import WatchLowStock
from wms.inventory.replenishment.events import LowStockAlertEvent
from wms.inventory.replenishment.models import StockThreshold, StockThresholdQuerySet
from wms.platform.commands import command
from wms.platform.jobs.run import Job

logger = logging.getLogger(__name__)
PAGE = 500


class Look(NamedTuple):
    """Which thresholds to look at: some of those that come after one, or one ``only``."""

    now: datetime
    after: UUID | None = None
    only: UUID | None = None


class Seen(NamedTuple):
    """How many alerts a look gave, and what the next one comes after; None after the last."""

    alerts: int
    next: UUID | None


def watch_low_stock(request: WatchLowStock) -> int:
    """Publish an alert for each stock that fell, once per fall, and return how many.

    In transactions of 500 alerts each. Nothing is locked but the thresholds: reservations go on. Of
    500 that fail together each is looked at by itself, and those that fail alone are reported.
    """
    alerts = 0
    after: UUID | None = None
    with Job("watch_low_stock") as job:
        while True:
            seen = _seen(job, Look(request.now, after))
            alerts, after = alerts + seen.alerts, seen.next
            if after is None:
                return alerts


def _seen(job: Job, look: Look) -> Seen:
    try:
        return _watch_page(look)
    except Exception:
        logger.warning("%d thresholds fail together; each by itself", PAGE, exc_info=True)
    ids = list(_changed(look).order_by("id").values_list("id", flat=True)[:PAGE])
    alone = job.each(
        ids,
        lambda threshold_id: _watch_page(Look(look.now, only=threshold_id)),
        called=lambda threshold_id: f"threshold {threshold_id}",
    )
    return Seen(sum(one.alerts for one in alone), ids[-1] if len(ids) == PAGE else None)


@command
def _watch_page(request: Look) -> Seen:
    """Note which stock is low and which is not any more, and publish an alert for what fell."""
    rows = list(_changed(request).select_related("sku").locked()[:PAGE])
    fallen = [row for row in rows if row.low_since is None]
    for row in rows:
        _note(row, request.now)
    StockThreshold.objects.bulk_update(rows, ["low_since", "version"])
    InventoryOutbox.publish_all((_alert(row), row.version) for row in fallen)
    return Seen(len(fallen), rows[-1].id if len(rows) == PAGE else None)


def _changed(look: Look) -> StockThresholdQuerySet:
    changed = StockThreshold.objects.changed()
    if look.only is not None:
        return changed.filter(id=look.only)
    return changed if look.after is None else changed.filter(id__gt=look.after)


def _note(row: StockThreshold, now: datetime) -> None:
    if row.low_since is None:
        row.low_since = now
        row.version += 1
    else:
        row.low_since = None


def _alert(row: StockThreshold) -> LowStockAlertEvent:
    atp: int = getattr(row, "atp", 0)
    return LowStockAlertEvent.of(row, threshold_id=row.id, sku=row.sku.code, atp=atp)
