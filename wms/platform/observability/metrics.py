"""Figures for Prometheus."""

from collections.abc import Iterator

from django.db import DatabaseError
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from prometheus_client import REGISTRY, Counter, Histogram, generate_latest
from prometheus_client.core import CollectorRegistry, GaugeMetricFamily, Metric

from wms.platform.outbox.state import outbox_states

REQUESTS = Counter("wms_http_requests", "HTTP requests.", ("method", "route", "status"))
SECONDS = Histogram("wms_http_request_seconds", "Time to answer.", ("method", "route"))

# Anybody may invent a method; each new word would be a new row in our memory.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def note_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    known = method if method in _METHODS else "other"
    REQUESTS.labels(known, route, str(status)).inc()
    SECONDS.labels(known, route).observe(seconds)


def exposition() -> bytes:
    """Return all figures in the text format of Prometheus."""
    autodiscover_modules("figures")
    return generate_latest(REGISTRY) + generate_latest(FIGURES)


class OutboxFigures:
    """What waits in the outboxes, read when somebody asks."""

    def collect(self) -> Iterator[Metric]:
        """Read every outbox; without a database there are no figures of it."""
        waiting = GaugeMetricFamily("wms_outbox_waiting", "Events to be sent.", labels=["outbox"])
        held = GaugeMetricFamily(
            "wms_outbox_held", "Events that cannot be sent.", labels=["outbox"]
        )
        oldest = GaugeMetricFamily(
            "wms_outbox_oldest_seconds", "Age of the oldest event to be sent.", labels=["outbox"]
        )
        up = GaugeMetricFamily("wms_database_up", "Whether the database answers.")
        now = timezone.now()
        try:
            states = outbox_states()
        except DatabaseError:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        for state in states:
            waiting.add_metric([state.outbox], state.waiting)
            held.add_metric([state.outbox], state.held)
            age = (now - state.oldest_at).total_seconds() if state.oldest_at else 0
            oldest.add_metric([state.outbox], age)
        yield from (up, waiting, held, oldest)


# Figures that are read from tables when somebody asks, since each process sees the same; modules
# called ``figures`` of the contexts add theirs.
FIGURES = CollectorRegistry()
FIGURES.register(OutboxFigures())
