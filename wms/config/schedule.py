"""What Celery beat starts, and when."""

from datetime import timedelta
from typing import Any

DAY = timedelta(days=1)


def job(task: str, *, every: timedelta, queue: str = "celery") -> dict[str, Any]:
    """Return a line of the table for a job of the platform.

    A run that nobody took up before the next one is due is forgotten: none of these piles up
    while its worker is away.
    """
    options = {"queue": queue, "expires": every.total_seconds()}
    return {"task": task, "schedule": every, "options": options}


def command(name: str, *, every: timedelta) -> dict[str, Any]:
    """Return a line of the table for a command on a face, which is asked only what time it is."""
    return job("run_command", every=every) | {"args": (name,)}


BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "drain_outboxes": job("drain_outboxes", every=timedelta(seconds=1), queue="drain"),
    "keep_partitions": job("keep_partitions", every=DAY / 4),
    "run_deferred": job("run_deferred", every=timedelta(seconds=1)),
    "purge_receipts": job("purge_receipts", every=DAY / 24),
    "plan_counts": command("wms.inventory.facade.plan_counts", every=DAY / 24),
    "expire_stock": command("wms.inventory.facade.expire_stock", every=DAY / 24),
    "release_due_waves": command(
        "wms.waving.facade.release_due_waves", every=timedelta(seconds=10)
    ),
    "plan_replenishment": command("wms.inventory.facade.plan_replenishment", every=DAY / 24 / 12),
    "watch_low_stock": command("wms.inventory.facade.watch_low_stock", every=DAY / 24 / 12),
    "watch_runs": command("wms.fulfillment.facade.watch_runs", every=timedelta(minutes=5)),
    "report_troubles": command(
        "wms.fulfillment.facade.report_troubles", every=timedelta(seconds=30)
    ),
    "verify_changes": command("wms.fulfillment.facade.verify_changes", every=DAY / 24 / 12),
    "verify_stock": command("wms.fulfillment.facade.run_verification", every=DAY),
}

# What requests may put off, by name: the function of a facade.
DEFERRED_COMMANDS = {"release_wave": "wms.waving.facade.release_wave"}
