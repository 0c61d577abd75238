"""``Prefer: wait`` (RFC 7240, 4.3): an answer that is given when it differs from what is known."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from rest_framework.request import Request

# A thread of the web process waits with each: most of them are for those who do not.
AT_ONCE: Final = 4
LONGEST_SECONDS: Final = 20
PAUSES: Final = (0.05, 0.5)

clock = time.monotonic
_seats = BoundedSemaphore(AT_ONCE)
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
