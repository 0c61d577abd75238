"""A broker that is away for a while: it is gone, or it hangs."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.brokers import Broker
from wms.platform.kafka.topics import create_topics


@contextmanager
def gone(broker: Broker) -> Iterator[None]:
    """Refuse every connection until the block ends; then come back, with its topics."""
    broker.stop()
    try:
        yield
    finally:
        broker.start()
    create_topics()


@contextmanager
def hanging(broker: Broker) -> Iterator[None]:
    """Neither answer nor hang up until the block ends; then go on as if nothing had been."""
    with broker.frozen():
        yield
