"""What the last verification of the stock found, for Prometheus."""

from collections.abc import Iterator

from django.db import DatabaseError
from prometheus_client.core import GaugeMetricFamily, Metric

from wms.fulfillment.verification.queries.runs import get_last_run
from wms.platform.observability.metrics import FIGURES


class StockFigures:
    """Differences by check, and when they were looked for; read when somebody asks."""

    def collect(self) -> Iterator[Metric]:
        """Read the last run; before the first, and without a database, there are no figures."""
        try:
            run = get_last_run()
        except DatabaseError:
            # Whether the database answers is a figure of its own.
            return
        if run is None:
            return
        differing = GaugeMetricFamily(
            "wms_stock_differences", "Numbers of the stock that disagree.", labels=["check"]
        )
        for check, count in sorted(run.counts.items()):
            differing.add_metric([check], count)
        ended = GaugeMetricFamily(
            "wms_stock_verified_timestamp_seconds", "When the stock was verified last."
        )
        ended.add_metric([], run.ended_at.timestamp())
        yield from (differing, ended)


FIGURES.register(StockFigures())
