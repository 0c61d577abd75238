"""Housekeeping that beat starts."""

from celery import shared_task
from django.utils import timezone

from wms.platform.partitions import drop_old_partitions, make_partitions


@shared_task(name="keep_partitions")
def keep_partitions() -> None:
    """Make the partitions of the next months, and let go of those nobody needs any more."""
    now = timezone.now()
    make_partitions(now)
    drop_old_partitions(now)
