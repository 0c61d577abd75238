"""The locks between those who add to a projection and the one who puts another in its place.

Consumers share both. One ends with the transaction that puts another generation in place: nobody
writes into the old one meanwhile. The other goes on until the two can be compared as they were
then; should its session be lost, they are compared a little later, and nothing else.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psycopg

from wms.platform.databases import cursor_of, database_of
from wms.platform.outbox.connection import direct_connection
from wms.reporting.projection.contracts import ConsumersBusy
from wms.reporting.projection.models.generation import Generation

# The classes of advisory locks that are about projections, in the order in which they are taken.
_BEGIN, _WRITE = 0x51, 0x50


def lock_to_write(projection: str) -> None:
    """Wait until nobody puts another generation in place, and keep it there until the commit."""
    with cursor_of(Generation) as cursor:
        # One statement, which evaluates what it selects from left to right.
        cursor.execute(
            "SELECT pg_advisory_xact_lock_shared(%s, key), pg_advisory_xact_lock_shared(%s, key)"
            " FROM hashtext(%s) AS key",
            [_BEGIN, _WRITE, projection],
        )


def lock_to_replace(projection: str) -> None:
    """Wait until nobody writes, and let nobody write until the commit."""
    with cursor_of(Generation) as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_WRITE, projection])


@contextmanager
def nobody_begins(projection: str) -> Iterator[Callable[[], None]]:
    """Let nobody begin to write until the block ends, or calls what it got.

    It goes on from one transaction of the block to the next.

    Raises:
        ConsumersBusy: those who write did not end in time.
    """
    key = [_BEGIN, projection]
    database = database_of(Generation._meta.app_label)
    with direct_connection("wms rebuild", database=database) as connection:
        try:
            connection.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", key)
        except psycopg.errors.LockNotAvailable as error:
            raise ConsumersBusy(f"consumers of {projection} do not let go: try again") from error

        def let_them_begin() -> None:
            # A session that was lost has let them begin already.
            with suppress(psycopg.OperationalError):
                connection.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", key)

        yield let_them_begin
