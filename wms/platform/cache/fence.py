"""Closes the cache to all readers when something in it could not be forgotten."""

import time
from threading import Lock

from django.conf import settings

from wms.platform.cache.counters import FENCED
from wms.platform.cache.models import THE_ONE, CacheFence
from wms.platform.databases import cursor_of
from wms.platform.tables import table

# It stays closed for two lives of an entry and is closed again after one: whatever was kept before
# is gone when it opens.
LIVES = 2


class Fence:
    """What this process remembers of the fence: an outage costs one statement in a while."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._closed_until = 0.0

    def close(self) -> None:
        """Let nobody read from the cache until all that is in it now has expired.

        Raises:
            DatabaseError: it is not closed; whoever changed something may not answer as if it were.
        """
        life = settings.CACHE_SECONDS
        begun = time.monotonic()
        if begun + life < self._closed_until:
            return
        with self._lock:
            if begun + life < self._closed_until:
                return
            _write(LIVES * life)
            self._closed_until = begun + LIVES * life
        FENCED.inc()

    def forget(self) -> None:
        """Remember nothing: the next one to close the fence does so in the table."""
        self._closed_until = 0.0


def _write(seconds: float) -> None:
    with cursor_of(CacheFence) as cursor:
        cursor.execute(
            f"INSERT INTO {table(CacheFence)} AS known (id, until)"
            " VALUES (%s, now() + make_interval(secs => %s))"
            " ON CONFLICT (id) DO UPDATE SET until = greatest(known.until, excluded.until)",
            [THE_ONE, seconds],
        )


fence = Fence()
