"""The shift: robots in threads, each kind with a foreman who hands out what waits."""

import threading
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus

from demo import robots
from demo.api import Api, Away, Json, Refused

LOOK_SECONDS = 0.4
WAVE_SECONDS = 1.0
# A carrier's truck does not leave for every parcel.
MANIFEST_SECONDS = 1.5
MANIFEST_SIZE = 200


@dataclass(frozen=True)
class Tools:
    """What each kind of robot calls the API with: a token of its own role."""

    supervisor: Api
    picker: Api
    packer: Api


@dataclass
class Shift:
    """What the robots are told, and what they have done; counters are only ever raised."""

    max_wave_orders: int = 40
    short_orders: set[str] = field(default_factory=set)
    hands_off: set[str] = field(default_factory=set)
    waves_may_start: threading.Event = field(default_factory=threading.Event)
    waves: int = 0
    shipped: int = 0
    given_up: int = 0
    trouble: list[str] = field(default_factory=list)


class Crew:
    """Works until told to stop; trouble with one job never stops the others."""

    def __init__(self, tools: Tools, shift: Shift, *, pickers: int = 3, packers: int = 2) -> None:
        """Know the tools and the orders of the day; start nothing."""
        self._tools = tools
        self._shift = shift
        self._stop = threading.Event()
        self._count = threading.Lock()
        self._pickers = ThreadPoolExecutor(pickers, thread_name_prefix="picker")
        self._packers = ThreadPoolExecutor(packers, thread_name_prefix="packer")
        self._foremen = [
            threading.Thread(target=self._repeat, args=job, name=job[0].__name__, daemon=True)
            for job in (
                (self._release, WAVE_SECONDS),
                (self._hand_out_picks, LOOK_SECONDS),
                (self._hand_out_packs, LOOK_SECONDS),
                (self._ship, MANIFEST_SECONDS),
            )
        ]
        self._handed_out: dict[str, Future[None]] = {}

    def start(self) -> None:
        """Begin to work."""
        for foreman in self._foremen:
            foreman.start()

    def stop(self) -> None:
        """Finish the jobs in hand, and begin no other."""
        self._stop.set()
        for pool in (self._pickers, self._packers):
            pool.shutdown(wait=True, cancel_futures=True)
        for foreman in self._foremen:
            foreman.join(timeout=10)

    def _repeat(self, job: Callable[[], None], pause: float) -> None:
        while not self._stop.is_set():
            self._try(job)
            self._stop.wait(pause)

    def _try(self, job: Callable[[], object]) -> None:
        try:
            job()
        except (Refused, Away) as error:
            self._note(str(error))
        except RuntimeError as error:
            # A pool or a connection was closed under a job: the shift is over.
            if not self._stop.is_set():
                self._note(repr(error))

    def _note(self, trouble: str) -> None:
        with self._count:
            self._shift.trouble.append(trouble)

    def _release(self) -> None:
        if not self._shift.waves_may_start.is_set():
            return
        while robots.release_wave(self._tools.supervisor, max_orders=self._shift.max_wave_orders):
            self._shift.waves += 1

    def _hand_out_picks(self) -> None:
        tasks = robots.waiting(self._tools.picker, "pick-tasks")
        ready = [task for task in tasks if task["order_id"] not in self._shift.hands_off]
        self._hand_out(ready, self._pickers, self._pick)

    def _hand_out_packs(self) -> None:
        tasks = robots.waiting(self._tools.packer, "pack-tasks")
        self._hand_out(tasks, self._packers, self._pack)

    def _hand_out(
        self,
        tasks: Collection[Json],
        pool: ThreadPoolExecutor,
        work: Callable[[Json], None],
    ) -> None:
        for task in tasks:
            task_id = task["task_id"]
            before = self._handed_out.get(task_id)
            if before is None or before.done():
                self._handed_out[task_id] = pool.submit(self._try, partial(work, task))

    def _pick(self, task: Json) -> None:
        is_short = task["order_id"] in self._shift.short_orders
        self._work(lambda: robots.pick(self._tools.picker, task["task_id"], is_short=is_short))

    def _pack(self, task: Json) -> None:
        self._work(lambda: robots.pack(self._tools.packer, task["task_id"]))

    def _work(self, job: Callable[[], Json]) -> None:
        """Do a job; one that was taken away meanwhile is given up, which is no trouble."""
        try:
            job()
        except Refused as refusal:
            if refusal.status != HTTPStatus.CONFLICT:
                raise
            with self._count:
                self._shift.given_up += 1

    def _ship(self) -> None:
        ready = robots.waiting(self._tools.packer, "shipments")
        for start in range(0, len(ready), MANIFEST_SIZE):
            some = ready[start : start + MANIFEST_SIZE]
            ids = [shipment["shipment_id"] for shipment in some]
            self._shift.shipped += robots.ship(self._tools.packer, ids)
