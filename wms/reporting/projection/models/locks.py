"""The lock between those who add to a projection and the one who puts another in its place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from wms.platform.databases import cursor_of, database_of
from wms.platform.outbox.connection import direct_connection
from wms.reporting.projection.models.generation import Generation

_PROJECTION = 0x50  # the class of advisory locks that are about projections
_KEY = "(%s, hashtext(%s))"


def lock_to_write(projection: str) -> None:
    """Wait until nobody puts another generation in place, and keep it there until the commit."""
    with cursor_of(Generation) as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock_shared{_KEY}", [_PROJECTION, projection])


@contextmanager
def nobody_writes(projection: str) -> Iterator[Callable[[], None]]:
    """Wait until nobody writes, and let nobody begin until the block ends, or calls what it got.

    It goes on from one transaction of the block to the next.
    """
    key = [_PROJECTION, projection]
    database = database_of(Generation._meta.app_label)
    with direct_connection("wms rebuild", database=database) as connection:
        connection.execute(f"SELECT pg_advisory_lock{_KEY}", key)

        def let_them_write() -> None:
            connection.execute(f"SELECT pg_advisory_unlock{_KEY}", key)

        yield let_them_write
