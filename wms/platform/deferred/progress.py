"""How far a command is, written while its transaction goes on."""

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import TypeVar

import psycopg

from wms.platform.databases import database_of, role_in
from wms.platform.deferred.models import DeferredCommand
from wms.platform.outbox.connection import direct_connection
from wms.platform.tables import table

ItemT = TypeVar("ItemT")
EVERY_SECONDS = 0.5


class Progress:
    """Writes how far one command is, on a connection of its own: what it does commits later."""

    def __init__(self, row: DeferredCommand) -> None:
        self._row = row
        self._written_at = float("-inf")
        self._open = ExitStack()
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None

    def write(self, done: int, total: int) -> None:
        """Write it down, unless that was done a moment ago."""
        now = time.monotonic()
        if now - self._written_at < EVERY_SECONDS and done < total:
            return
        self._written_at = now
        if self._connection is None:
            database = database_of(self._row._meta.app_label)
            self._connection = self._open.enter_context(
                direct_connection("wms progress", database=database, role=role_in(database))
            )
        self._connection.execute(
            f"UPDATE {table(type(self._row))} SET done = %s, total = %s WHERE id = %s",
            [done, total, self._row.id],
        )

    def close(self) -> None:
        """Let the connection go."""
        self._open.close()


_current: ContextVar[Progress | None] = ContextVar("progress", default=None)


@contextmanager
def progress_of(row: DeferredCommand) -> Iterator[None]:
    """Let what is followed in the block be progress of a deferred command."""
    progress = Progress(row)
    token = _current.set(progress)
    try:
        yield
    finally:
        _current.reset(token)
        progress.close()


def followed(items: Iterable[ItemT], total: int) -> Iterator[ItemT]:
    """Yield items, and write how many were done if somebody follows; else it costs nothing."""
    progress = _current.get()
    for done, item in enumerate(items):
        if progress is not None:
            progress.write(min(done, total), total)
        yield item
