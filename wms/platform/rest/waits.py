"""``Prefer: wait`` (RFC 7240, 4.3): an answer that is given when it differs from what is known."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from django.conf import settings
from rest_framework.request import Request

LONGEST_SECONDS: Final = 20
PAUSES: Final = (0.05, 0.5)

clock = time.monotonic
_seats = BoundedSemaphore(settings.WEB_WAITING)
_table_seats = BoundedSemaphore(settings.WEB_TABLES)
_WAIT = re.compile(r"(?:^|[,;\s])wait\s*=\s*\"?(\d{1,5})\"?", re.IGNORECASE)


def preferred_wait(request: Request) -> int:
    """Return how many seconds a request prefers to wait, 20 at most; 0 if it does not say."""
    found = _WAIT.search(request.META.get("HTTP_PREFER", ""))
    return min(int(found.group(1)), LONGEST_SECONDS) if found else 0


@contextmanager
def seat(*, wanted: bool) -> Iterator[bool]:
    """Let the block wait if it wants to, and few enough do in this process; say whether it may."""
    has_seat = wanted and _seats.acquire(blocking=False)
    try:
        yield has_seat
    finally:
        if has_seat:
            _seats.release()


class TooManyTables(ConnectionError):
    """As many whole tables are given by this process as it has threads for: ask again."""


class TableSeat:
    """A thread of the process for making a table; it is left once."""

    def __init__(self) -> None:
        """Take it.

        Raises:
            TooManyTables: there is none.
        """
        if not _table_seats.acquire(blocking=False):
            raise TooManyTables("other tables are made just now")
        self._is_taken = True

    def leave(self) -> None:
        """Let somebody else have it."""
        if self._is_taken:
            self._is_taken = False
            _table_seats.release()


@contextmanager
def table_seat() -> Iterator[None]:
    """Let the block make a whole table, if few enough are made in this process.

    Raises:
        TooManyTables: they are not.
    """
    seat = TableSeat()
    try:
        yield
    finally:
        seat.leave()


class SeatedLines:
    """The lines of a table, whose seat is left when they end or nobody wants them any more."""

    def __init__(self, lines: Iterator[bytes], seat: TableSeat) -> None:
        self._lines, self._seat = lines, seat

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._lines
        finally:
            self.close()

    def close(self) -> None:
        """Leave the seat."""
        self._seat.leave()


def wait_until(differs: Callable[[], bool], seconds: float) -> None:
    """Return when something differs, or when the time is over."""
    deadline = clock() + seconds
    pause, longest = PAUSES
    while not differs():
        left = deadline - clock()
        if left <= 0:
            return
        time.sleep(min(pause, left))
        pause = min(pause * 1.5, longest)
