"""The lock between those who add to a projection and the one who puts another in its place."""

from wms.platform.databases import cursor_of
from wms.reporting.projection.models.generation import Generation

_PROJECTION = 0x50  # the class of advisory locks that are about projections


def lock_to_write(projection: str) -> None:
    """Wait until nobody puts another generation in place, and keep it there until the commit."""
    _lock("pg_advisory_xact_lock_shared", projection)


def lock_to_replace(projection: str) -> None:
    """Wait until nobody writes, and let nobody begin until the commit."""
    _lock("pg_advisory_xact_lock", projection)


def _lock(function: str, projection: str) -> None:
    with cursor_of(Generation) as cursor:
        cursor.execute(f"SELECT {function}(%s, hashtext(%s))", [_PROJECTION, projection])
