"""How far the orders are, asked of the API again and again."""

import threading
import time
from dataclasses import dataclass, field

from demo.api import Api, Away, Refused

EVERY_SECONDS = 0.5

STATES = (
    *("received", "validated", "backordered", "reserved", "wave_assigned", "picking", "picked"),
    *("packed", "partially_shipped", "shipped", "completed", "cancelling", "cancelled"),
    "rejected",
)
FINAL = ("completed", "cancelled", "rejected")


@dataclass(frozen=True)
class Picture:
    """The orders by state at a moment; seconds since the first order was posted."""

    seconds: float = 0.0
    by_state: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return how many orders the projection knows."""
        return sum(self.by_state.values())

    @property
    def finished(self) -> int:
        """Return how many of them are in a final state."""
        return sum(self.by_state.get(state, 0) for state in FINAL)

    def reached(self, state: str) -> int:
        """Return how many orders are in a state or past it, the rejected and cancelled left out."""
        normal = [each for each in STATES if each not in {"cancelling", "cancelled", "rejected"}]
        return sum(self.by_state.get(each, 0) for each in normal[normal.index(state) :])


class Watch:
    """Keeps the newest picture; going on when the server is away for a while."""

    def __init__(self, api: Api) -> None:
        """Know whom to ask."""
        self._api = api
        self._began = time.monotonic()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, name="watch", daemon=True)
        self.picture = Picture()
        self.changed_at = self._began
        self.trouble = ""

    def start(self) -> None:
        """Begin to look; the clock starts."""
        self._began = self.changed_at = time.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()
        self._thread.join(timeout=10)

    @property
    def seconds(self) -> float:
        """Return the time since the start."""
        return time.monotonic() - self._began

    @property
    def idle_seconds(self) -> float:
        """Return for how long no order has moved."""
        return time.monotonic() - self.changed_at

    def _look(self) -> None:
        while not self._stop.wait(EVERY_SECONDS):
            try:
                counts = self._api.get("order-views/counts")
            except (Refused, Away) as error:
                self.trouble = str(error)
                continue
            by_state = {each["status"]: each["orders"] for each in counts["by_status"]}
            if by_state != self.picture.by_state:
                self.changed_at = time.monotonic()
            self.picture = Picture(seconds=self.seconds, by_state=by_state)
