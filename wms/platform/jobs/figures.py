"""At how many units each job fails, for Prometheus."""

from collections.abc import Iterator

from django.db import DatabaseError
from django.db.models import Count
from prometheus_client.core import GaugeMetricFamily, Metric

from wms.platform.jobs.models import JobFault
from wms.platform.observability.metrics import FIGURES


class JobFigures:
    """Units at which the last run of a job failed; read when somebody asks."""

    def collect(self) -> Iterator[Metric]:
        """Count them by job; a job that fails nowhere has no figure."""
        failing = GaugeMetricFamily(
            "wms_job_faults", "Units at which the last run of a job failed.", labels=["job"]
        )
        counted = JobFault.objects.order_by("job").values_list("job").annotate(units=Count("pk"))
        try:
            for job, units in counted:
                failing.add_metric([job], units)
        except DatabaseError:
            # Whether the database answers is a figure of its own.
            return
        yield failing


FIGURES.register(JobFigures())
