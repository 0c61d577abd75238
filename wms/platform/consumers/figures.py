"""How the consumer groups are doing, for Prometheus."""

from collections.abc import Iterator

from django.db import DatabaseError
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric

from wms.platform.consumers.state import dead_letter_counts, group_states
from wms.platform.observability.metrics import FIGURES


class GroupFigures:
    """Whether each group is at work, how far behind, and its dead letters; read when asked."""

    def collect(self) -> Iterator[Metric]:
        """Read what the members have said; without a database there are no figures of it."""
        at_work = GaugeMetricFamily(
            "wms_consumer_group_at_work", "1 if the group handles all it should.", labels=["group"]
        )
        lag = GaugeMetricFamily(
            "wms_consumer_lag", "Messages sent and not settled.", labels=["group", "topic"]
        )
        seconds = GaugeMetricFamily(
            "wms_consumer_lag_seconds",
            "Age of the oldest message that was sent and is not settled.",
            labels=["group"],
        )
        letters = GaugeMetricFamily(
            "wms_dead_letters", "Messages given up and not settled.", labels=["group"]
        )
        try:
            for state in group_states():
                at_work.add_metric([state.group], int(state.is_at_work))
                seconds.add_metric([state.group], state.lag_seconds(timezone.now()))
                for topic, behind in sorted(state.lags.items()):
                    lag.add_metric([state.group, topic], behind)
            for group, count in dead_letter_counts().items():
                letters.add_metric([group], count)
        except DatabaseError:
            # Whether the database answers is a figure of its own.
            return
        yield from (at_work, lag, seconds, letters)


FIGURES.register(GroupFigures())
