"""A broker that is away for a while: it is gone, or it hangs."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from wms.platform.embedded.server import Server
from wms.platform.kafka.topics import create_topics


@contextmanager
def gone(broker: Server) -> Iterator[None]:
    """Refuse every connection until the block ends; then come back and know nothing."""
    broker.down()
    try:
        yield
    finally:
        broker.up(threading.Event())
    create_topics()


@contextmanager
def hanging(broker: Server) -> Iterator[None]:
    """Neither answer nor hang up until the block ends; then go on as if nothing had been."""
    pid = broker.process.pid
    assert pid is not None
    os.killpg(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(pid, signal.SIGCONT)
