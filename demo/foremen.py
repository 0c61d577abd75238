"""Foremen: threads that look for work again and again, and hand it out to pools of workers."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from http import HTTPStatus

from demo.api import Away, Refused
from demo.shift import Shift

Job = Callable[[], object]
STOP_SECONDS = 10


class Foremen:
    """Work until told to stop; trouble with one job never stops the others."""

    def __init__(self, shift: Shift) -> None:
        """Employ nobody yet."""
        self._shift = shift
        self._stop = threading.Event()
        self._pools: list[ThreadPoolExecutor] = []
        self._threads: list[threading.Thread] = []
        self._handed_out: dict[str, Future[None]] = {}

    def pool(self, name: str, workers: int) -> ThreadPoolExecutor:
        """Employ so many workers."""
        pool = ThreadPoolExecutor(workers, thread_name_prefix=name)
        self._pools.append(pool)
        return pool

    def every(self, seconds: float, job: Job, name: str) -> None:
        """Employ a foreman who does a job, rests for so long, and does it again."""
        self._threads.append(
            threading.Thread(target=self._repeat, args=(job, seconds), name=name, daemon=True)
        )

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish the jobs in hand, and begin no other."""
        self._stop.set()
        for pool in self._pools:
            pool.shutdown(wait=True, cancel_futures=True)
        for thread in self._threads:
            thread.join(timeout=STOP_SECONDS)

    def hand_out(self, pool: ThreadPoolExecutor, jobs: Iterable[tuple[str, Job]]) -> None:
        """Hand out jobs by their ids, but for those that somebody has in hand."""
        for job_id, job in jobs:
            before = self._handed_out.get(job_id)
            if before is None or before.done():
                self._handed_out[job_id] = pool.submit(self._try, partial(self._work, job))

    def _repeat(self, job: Job, seconds: float) -> None:
        while not self._stop.is_set():
            self._try(job)
            self._stop.wait(seconds)

    def _work(self, job: Job) -> None:
        """Do a job; one that was taken away meanwhile is given up, which is no trouble."""
        try:
            job()
        except Refused as refusal:
            if refusal.status != HTTPStatus.CONFLICT:
                raise
            self._shift.give_up(refusal.code)

    def _try(self, job: Job) -> None:
        try:
            job()
        except (Refused, Away) as error:
            self._shift.note(str(error))
        except RuntimeError as error:
            # A pool or a connection was closed under a job: the shift is over.
            if not self._stop.is_set():
                self._shift.note(repr(error))
