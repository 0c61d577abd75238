"""Leaves a server alone that does not answer."""

import time
from collections.abc import Callable
from threading import Lock

Clock = Callable[[], float]


class Breaker:
    """Lets nobody ask after so many failures in a row, but one in each pause, who tries.

    No lock is held while a server is asked: the threads of a process ask at the same time.
    """

    def __init__(self, *, failures: int, pause: float, clock: Clock = time.monotonic) -> None:
        """Begin closed: everybody may ask.

        Args:
            failures: how many in a row open it.
            pause: seconds between two tries while it is open.
            clock: returns the seconds.
        """
        self._most, self._pause, self._clock = failures, pause, clock
        self._lock = Lock()
        self._in_a_row = 0
        self._next_try = 0.0

    @property
    def is_open(self) -> bool:
        """Return whether the server has failed so often that it is left alone."""
        return self._in_a_row >= self._most

    def may_ask(self) -> bool:
        """Return whether to ask now; whoever does notes afterwards what came of it."""
        with self._lock:
            if not self.is_open:
                return True
            now = self._clock()
            if now < self._next_try:
                return False
            self._next_try = now + self._pause
            return True

    def failed(self) -> None:
        """Note that the server did not answer."""
        with self._lock:
            self._in_a_row += 1
            self._next_try = self._clock() + self._pause

    def answered(self) -> None:
        """Note that the server answered: everybody may ask again."""
        with self._lock:
            self._in_a_row = 0
