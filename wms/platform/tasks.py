"""Housekeeping that beat starts."""

from celery import shared_task
from django.db.models import Model
from django.utils import timezone

from wms.platform.jobs.run import Job
from wms.platform.partitions import (
    drop_old_partitions_of,
    make_partitions_of,
    partitioned_models,
)
from wms.platform.tables import shown


@shared_task(name="keep_partitions")
def keep_partitions() -> None:
    """Make the partitions of the next months, and let go of those nobody needs any more.

    Each table by itself: one that is locked for too long, or fails, is reported and left out.
    """
    now = timezone.now()

    def keep(model: type[Model]) -> None:
        make_partitions_of(model, now)
        drop_old_partitions_of(model, now)

    with Job("keep_partitions") as job:
        job.each(partitioned_models(), keep, called=lambda model: shown(model._meta.db_table))
