"""The crew: who releases waves, picks, packs and ships, and the keepers of the stock."""

from collections.abc import Iterator
from functools import partial

from demo import robots
from demo.api import Json
from demo.foremen import Foremen, Job
from demo.shift import Shift, Tools
from demo.stockroom import Stockroom
from demo.world import World

__all__ = ["Crew", "Shift", "Tools"]

LOOK_SECONDS = 0.4
WAVE_SECONDS = 1.0
# A carrier's truck does not leave for every parcel.
MANIFEST_SECONDS = 1.5
MANIFEST_SIZE = 200


class Crew:
    """Works until told to stop; trouble with one job never stops the others."""

    def __init__(
        self,
        tools: Tools,
        shift: Shift,
        *,
        pickers: int = 3,
        packers: int = 2,
        world: World | None = None,
    ) -> None:
        """Know the tools and the orders of the day; start nothing.

        Without a world everything lies where the books say, and there is no stock to keep.
        """
        self._tools = tools
        self._shift = shift
        self._world = world
        self._foremen = Foremen(shift)
        self._pickers = self._foremen.pool("picker", pickers)
        self._packers = self._foremen.pool("packer", packers)
        self._foremen.every(WAVE_SECONDS, self._release, "waves")
        self._foremen.every(LOOK_SECONDS, self._hand_out_picks, "picks")
        self._foremen.every(LOOK_SECONDS, self._hand_out_packs, "packs")
        self._foremen.every(MANIFEST_SECONDS, self._ship, "manifests")
        self._stockroom = None if world is None else Stockroom(tools, shift, self._foremen, world)

    def start(self) -> None:
        """Begin to work."""
        self._foremen.start()

    def stop(self) -> None:
        """Finish the jobs in hand, and begin no other."""
        self._foremen.stop()

    def chores(self) -> list[str]:
        """Return what the keepers of the stock still have to do."""
        return [] if self._stockroom is None else self._stockroom.chores()

    def _release(self) -> None:
        if not self._shift.waves_may_start.is_set():
            return
        while robots.release_wave(self._tools.supervisor, max_orders=self._shift.max_wave_orders):
            self._shift.add("waves")

    def _hand_out_picks(self) -> None:
        tasks = robots.waiting(self._tools.picker, "pick-tasks")
        self._foremen.hand_out(self._pickers, self._picks(tasks))

    def _picks(self, tasks: list[Json]) -> Iterator[tuple[str, Job]]:
        for task in tasks:
            if task["order_id"] not in self._shift.hands_off:
                yield task["task_id"], partial(self._pick, task["task_id"])

    def _pick(self, task_id: str) -> None:
        robots.pick(self._tools.picker, task_id, shelves=self._world)
        self._shift.add("walks")

    def _hand_out_packs(self) -> None:
        tasks = robots.waiting(self._tools.packer, "pack-tasks")
        self._foremen.hand_out(self._packers, self._packs(tasks))

    def _packs(self, tasks: list[Json]) -> Iterator[tuple[str, Job]]:
        for task in tasks:
            yield task["task_id"], partial(robots.pack, self._tools.packer, task["task_id"])

    def _ship(self) -> None:
        ready = robots.waiting(self._tools.packer, "shipments")
        orders = {shipment["shipment_id"]: shipment["order_id"] for shipment in ready}
        ids = list(orders)
        for start in range(0, len(ids), MANIFEST_SIZE):
            gone = robots.ship(self._tools.packer, ids[start : start + MANIFEST_SIZE])
            self._shift.add("shipped", len(gone))
            if self._world is not None:
                self._world.ship([orders[shipment_id] for shipment_id in gone])
