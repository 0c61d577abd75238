"""Draining every outbox by itself: the trouble of one is its own."""

import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import psycopg

from wms.platform.kafka.sender import Sender
from wms.platform.outbox.connection import Occupied, direct_connection, locked
from wms.platform.outbox.drain import Drain, Turn
from wms.platform.outbox.outboxes import Outbox

logger = logging.getLogger(__name__)

RETRY_SECONDS = 0.9  # the next run of beat tries again

Work = Callable[[Drain], Turn]


class Lane:
    """Drains one outbox, with a connection, a lock, a producer and a patience of its own.

    Connection and producer are kept from one time to the next: a new producer takes as long to
    its first acknowledgement as a thousand events of one that is warm. One thread at a time.
    """

    def __init__(self, outbox: Outbox) -> None:
        """Know the outbox; connect to nothing yet."""
        self.outbox = outbox
        self._sender = Sender()
        self._connection: psycopg.Connection[Any] | None = None
        self._drain: Drain | None = None
        self._rests_until = 0.0

    @property
    def rests(self) -> bool:
        """Return whether something went wrong a moment ago, so that it is too early to try."""
        return time.monotonic() < self._rests_until

    def drain(self, work: Work, *, patience_ms: int) -> Turn:
        """Do some work as the only drain of the outbox; return what was done.

        Args:
            work: how far to go.
            patience_ms: how long to wait for another drain to finish.

        Raises:
            Occupied: another drain did not finish in time.
            psycopg.Error: the database is away, or refuses something; it is connected to anew.
        """
        try:
            connection, drain = self._ready()
            with locked(connection, [self.outbox], patience_ms=patience_ms):
                return work(drain)
        except Occupied:
            raise
        except Exception:
            self.close()
            self._rests_until = time.monotonic() + RETRY_SECONDS
            raise

    def close(self) -> None:
        """Let go of the connection, and of the lock if it is held."""
        connection, self._connection, self._drain = self._connection, None, None
        if connection is not None:
            connection.close()

    def _ready(self) -> tuple[psycopg.Connection[Any], Drain]:
        if self._connection is None or self._drain is None:
            self._connection = direct_connection(
                f"wms drain {self.outbox.noun}", database=self.outbox.database
            )
            self._drain = Drain(self._connection, self.outbox, self._sender)
        return self._connection, self._drain


class Lanes:
    """Several outboxes drained side by side, one thread for each."""

    def __init__(self, outboxes: Iterable[Outbox]) -> None:
        """Know the outboxes; connect to nothing yet."""
        self._lanes = tuple(Lane(outbox) for outbox in outboxes)
        self._busy: dict[str, Future[Turn]] = {}
        self._threads = ThreadPoolExecutor(max(len(self._lanes), 1), thread_name_prefix="drain")

    def start(self, work: Work, *, patience_ms: int) -> dict[Outbox, Future[Turn]]:
        """Start some work on each outbox that is not still at work, or rests."""
        started: dict[Outbox, Future[Turn]] = {}
        for lane in self._lanes:
            name = lane.outbox.name
            if lane.rests or (name in self._busy and not self._busy[name].done()):
                continue
            started[lane.outbox] = self._busy[name] = self._threads.submit(
                lane.drain, work, patience_ms=patience_ms
            )
        return started

    def close(self) -> None:
        """Wait for what is at work, and let go of the connections."""
        self._threads.shutdown()
        for lane in self._lanes:
            lane.close()


def report(outbox: Outbox, done: Future[Turn]) -> None:
    """Say in the log why an outbox could not be drained, if so; the next time is another try."""
    error = done.exception()
    if isinstance(error, Occupied):
        logger.debug("another run drains %s", outbox.name)
    elif isinstance(error, psycopg.Error):
        logger.warning("the database does not let %s be drained: %s", outbox.name, error)
    elif error is not None:
        logger.error("%s is not drained", outbox.name, exc_info=error)
