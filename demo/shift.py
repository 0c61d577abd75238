"""What the robots are told, what they work with, and what they have done."""

import threading
from collections import Counter
from dataclasses import dataclass, field

from demo.api import Api
from demo.stories import Story


@dataclass(frozen=True)
class Tools:
    """What each kind of robot calls the API with: a token of its own role.

    ``counters`` are at least two, since nobody counts again what he has counted.
    """

    supervisor: Api
    picker: Api
    packer: Api
    counters: tuple[Api, ...] = ()


@dataclass
class Shift:
    """What the robots are told, and what they have done; counters are only ever raised.

    Orders stand here by their ids: those that nobody touches (``hands_off``), since they are to
    be cancelled, and those with a story.
    """

    max_wave_orders: int = 40
    hands_off: set[str] = field(default_factory=set)
    stories: dict[str, Story] = field(default_factory=dict)
    waves_may_start: threading.Event = field(default_factory=threading.Event)
    done: Counter[str] = field(default_factory=Counter)
    given_up: Counter[str] = field(default_factory=Counter)
    trouble: list[str] = field(default_factory=list)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def waves(self) -> int:
        """Return how many waves were released."""
        return self.done["waves"]

    def add(self, what: str, times: int = 1) -> None:
        """Count what was done."""
        with self._turn:
            self.done[what] += times

    def give_up(self, code: str) -> None:
        """Count a job that was taken away, or can only be done later, by what was said."""
        with self._turn:
            self.given_up[code] += 1

    def note(self, trouble: str) -> None:
        """Keep what went wrong."""
        with self._turn:
            self.trouble.append(trouble)
