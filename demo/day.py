"""A day in the warehouse: orders come in, robots work, and somebody watches."""

import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field

from rich.console import Console

from demo.api import Api
from demo.checking import Findings, look_into
from demo.crew import Crew
from demo.intake import Director, write_script
from demo.live import LiveView
from demo.machine import Broken, Machine
from demo.seeding import seed, seed_stories
from demo.shift import Shift, Tools
from demo.summary import print_summary
from demo.supply import Supply
from demo.watching import Watch
from demo.world import World

REFRESH_SECONDS = 0.25
# No order moved for so long, and some are not finished: they are stuck.
STUCK_SECONDS = 60.0
# What there is to count and carry when the last order is at its end.
CHORE_SECONDS = 30.0
LIMIT_SECONDS, LIMIT_PER_ORDER_SECONDS = 180.0, 0.6


@dataclass
class Intake:
    """How the orders come in: how many did, and what stopped them."""

    posted: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)
    failure: Exception | None = None


class Day:
    """One run of the demo on a machine that has been started."""

    def __init__(
        self, machine: Machine, console: Console, tokens: dict[str, str], supply: Supply
    ) -> None:
        """Connect as each role; nothing happens yet."""
        self._machine = machine
        self._console = console
        self._supply = supply
        self._closing = ExitStack()
        url = machine.addresses.web
        self._apis = {
            role: self._closing.enter_context(Api(url, token)) for role, token in tokens.items()
        }
        self._world = World()
        self._shift = Shift(max_wave_orders=max(20, len(supply.refs) // 8))
        self._intake = Intake()
        self._stop = threading.Event()
        self._watch = Watch(self._apis["supervisor"])
        self._director = Director(
            reader=self._apis["integrator"],
            supervisor=self._apis["supervisor"],
            script=write_script(supply.refs, supply.plot.stories),
            shift=self._shift,
        )

    def run(self) -> Findings:
        """Seed, post, work, watch; then look into everything and print it.

        Raises:
            Broken: orders could not be brought in.
            Refused: the server refuses what the demo needs.
            Away: the server is gone.
        """
        with self._closing:
            self._seed()
            seconds = self._work()
            found = look_into(
                self._machine,
                self._apis["supervisor"],
                self._supply,
                self._director.played,
                self._world,
            )
        found.faults.extend(self._troubles())
        print_summary(self._console, found, self._shift, self._supply, seconds)
        return found

    def _seed(self) -> None:
        def report(news: str) -> None:
            self._console.print(news, style="dim")

        api, supply = self._apis["supervisor"], self._supply
        puts = seed(api, supply.skus, supply.demand, report)
        seed_stories(api, supply.plot, self._world, puts, report)

    def _work(self) -> float:
        """Let all of it happen; return the seconds from the first post to the last end."""
        tools = Tools(
            supervisor=self._apis["supervisor"],
            picker=self._apis["picker"],
            packer=self._apis["packer"],
            counters=(self._apis["counter"], self._apis["picker"]),
        )
        crew = Crew(tools, self._shift, world=self._world)
        bringing = threading.Thread(target=self._bring, name="intake", daemon=True)
        playing = threading.Thread(target=self._play, name="director", daemon=True)
        self._watch.start()
        crew.start()
        bringing.start()
        playing.start()
        try:
            self._show_until_done(crew)
        finally:
            self._stop.set()
            crew.stop()
            self._watch.stop()
            bringing.join(timeout=10)
            playing.join(timeout=10)
        if self._intake.failure is not None:
            raise Broken(f"orders do not come in: {self._intake.failure}")
        return self._watch.picture.seconds

    def _bring(self) -> None:
        try:
            self._supply.bring(self._apis["integrator"], self._stop, self._count)
        except Exception as error:  # noqa: BLE001 - told to the main thread, which ends the demo
            self._intake.failure = error
        finally:
            self._intake.is_over.set()

    def _play(self) -> None:
        try:
            self._director.play(self._stop)
        except Exception as error:  # noqa: BLE001 - shown as a fault at the end
            self._shift.trouble.append(f"the script was not played: {error}")

    def _count(self, orders: int) -> None:
        self._intake.posted += orders

    def _show_until_done(self, crew: Crew) -> None:
        expected = len(self._supply.refs)
        limit = LIMIT_SECONDS + LIMIT_PER_ORDER_SECONDS * expected
        view = LiveView(self._console)
        with view.shown():
            while self._intake.failure is None:
                picture = self._watch.picture
                posted = max(self._intake.posted, picture.total)
                view.show(picture, posted=posted, expected=expected, shift=self._shift)
                if self._intake.is_over.is_set() and picture.finished >= max(
                    expected, picture.total
                ):
                    self._finish_chores(crew)
                    return
                if self._watch.idle_seconds > STUCK_SECONDS or self._watch.seconds > limit:
                    self._shift.trouble.append(
                        f"after {self._watch.seconds:.0f} s {expected - picture.finished} orders"
                        f" are not finished, and nothing moved for {self._watch.idle_seconds:.0f} s"
                    )
                    return
                time.sleep(REFRESH_SECONDS)

    def _finish_chores(self, crew: Crew) -> None:
        """Let the keepers of the stock do what is left."""
        deadline = time.monotonic() + CHORE_SECONDS
        while (left := crew.chores()) and time.monotonic() < deadline:
            time.sleep(REFRESH_SECONDS)
        self._shift.trouble.extend(f"after the last order {chore}" for chore in left)

    def _troubles(self) -> list[str]:
        """Return what went wrong on the way, said once each."""
        return list(dict.fromkeys(self._shift.trouble))[:10]
