"""Many writers at once: a few processes, each with a few threads that have connections.

Threads of one process share an interpreter that runs one of them at a time; processes do not.
"""

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from threading import BrokenBarrierError

from django.db import connection

import benchmarks.ready  # noqa: F401 - each process begins here

PROCESSES = 4
THREADS = 4
WRITERS = PROCESSES * THREADS
PATIENCE_SECONDS = 120

Work = Callable[[], int]
"""What a writer repeats; it returns how many orders it has dealt with."""

Make = Callable[[int], Work]
"""Returns the work of the n-th writer, in its thread; a function of a module."""

_start: list[Barrier] = []


class Writers:
    """Processes that write when asked to."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def rate(self, make: Make, seconds: float) -> float:
        """Return how many orders all writers together deal with per second."""
        firsts = range(0, WRITERS, THREADS)
        shares = [self._pool.submit(_rate_of_process, make, first, seconds) for first in firsts]
        for share in as_completed(shares):
            share.result()
        return sum(share.result() for share in shares)


@contextmanager
def writers() -> Iterator[Writers]:
    """Have processes that wait for work until the end of the block."""
    fresh = multiprocessing.get_context("spawn")
    start = fresh.Barrier(PROCESSES)
    with ProcessPoolExecutor(
        PROCESSES, mp_context=fresh, initializer=_know, initargs=(start,)
    ) as pool:
        yield Writers(pool)


def _rate_of_process(make: Make, first: int, seconds: float) -> float:
    ready = threading.Barrier(THREADS, action=_wait_for_all)

    def write(number: int) -> float:
        try:
            work = make(number)
            work()
            ready.wait(PATIENCE_SECONDS)
            begun = time.perf_counter()
            done = 0
            while time.perf_counter() < begun + seconds:
                done += work()
            return done / (time.perf_counter() - begun)
        except BaseException:
            ready.abort()
            raise
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        shares = [pool.submit(write, number) for number in range(first, first + THREADS)]
    faults = [fault for share in shares if (fault := share.exception()) is not None]
    # One that breaks lets the others down, who only know that.
    for fault in sorted(faults, key=lambda fault: isinstance(fault, BrokenBarrierError)):
        raise fault
    return sum(share.result() for share in shares)


def _know(start: Barrier) -> None:
    _start.append(start)


def _wait_for_all() -> None:
    _start[0].wait(PATIENCE_SECONDS)
