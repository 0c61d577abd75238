"""What really lies in the warehouse, whatever the books say.

Nothing here is read from the product: goods come in when the demo puts them there, and only who
stands at a shelf changes what lies on it.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import NamedTuple, Protocol

STAGING = "STAGE-1"


class Shelf(NamedTuple):
    """Goods at a place that cannot be told from each other."""

    location: str
    sku: str
    lot: str = ""

    def at(self, location: str) -> "Shelf":
        """Return the same goods at another place."""
        return Shelf(location, self.sku, self.lot)


class Shelves(Protocol):
    """What a picker sees and does at shelves."""

    def standing_at(self, *locations: str) -> AbstractContextManager[None]:
        """Stand at places: nobody else takes, puts or counts there meanwhile."""

    def take(self, shelf: Shelf, wanted: int) -> int:
        """Take up to so many units into the hand; return how many were to be seen."""

    def put(self, shelf: Shelf, units: int) -> None:
        """Put units down."""

    def stage(self, order_id: str, shelf: Shelf, units: int) -> None:
        """Bring units that were in the hand to staging, for an order."""


class AsBooked:
    """Shelves on which everything is found, but for some units at the first look."""

    def __init__(self, missing: int = 0) -> None:
        """Let so many units be missing at the first shelf that is looked at."""
        self._missing = missing

    @contextmanager
    def standing_at(self, *_locations: str) -> Iterator[None]:
        """Stand anywhere."""
        yield

    def take(self, _shelf: Shelf, wanted: int) -> int:
        """Find what is wanted."""
        missing, self._missing = self._missing, 0
        return max(wanted - missing, 0)

    def put(self, shelf: Shelf, units: int) -> None:
        """Forget it: nothing is kept."""

    def stage(self, order_id: str, shelf: Shelf, units: int) -> None:
        """Forget it: nothing is kept."""


class World:
    """Shelves and staging with goods on them; safe to share between threads."""

    def __init__(self) -> None:
        """Begin with an empty building."""
        self._turn = threading.Lock()
        self._standing: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._seen: Counter[Shelf] = Counter()
        self._mislaid: Counter[Shelf] = Counter()
        self._staged: defaultdict[str, Counter[Shelf]] = defaultdict(Counter)

    @contextmanager
    def standing_at(self, *locations: str) -> Iterator[None]:
        """Stand at places: nobody else takes, puts or counts there meanwhile."""
        with ExitStack() as places:
            # In one order, so that two people who want the same places never wait for each other.
            for location in sorted(set(locations)):
                with self._turn:
                    place = self._standing[location]
                places.enter_context(place)
            yield

    def take(self, shelf: Shelf, wanted: int) -> int:
        """Take up to so many units into the hand; return how many were to be seen."""
        with self._turn:
            found = min(self._seen[shelf], wanted)
            self._seen[shelf] -= found
            return found

    def put(self, shelf: Shelf, units: int) -> None:
        """Put units down where everybody sees them."""
        with self._turn:
            self._seen[shelf] += units

    def lose(self, shelf: Shelf, units: int) -> None:
        """Let units disappear for good, and nobody know of it."""
        with self._turn:
            self._seen[shelf] -= min(units, self._seen[shelf])

    def mislay(self, shelf: Shelf, units: int) -> None:
        """Let units lie where a picker does not see them and a counter does."""
        with self._turn:
            units = min(units, self._seen[shelf])
            self._seen[shelf] -= units
            self._mislaid[shelf] += units

    def count(self, location: str) -> dict[Shelf, int]:
        """Look everywhere at a place, put in order what is mislaid, and return what is there."""
        with self._turn:
            for shelf in [each for each in self._mislaid if each.location == location]:
                self._seen[shelf] += self._mislaid.pop(shelf)
            return {
                shelf: units
                for shelf, units in self._seen.items()
                if shelf.location == location and units
            }

    def stage(self, order_id: str, shelf: Shelf, units: int) -> None:
        """Bring units that were in the hand to staging, for an order."""
        with self._turn:
            self._staged[order_id][shelf.at(STAGING)] += units

    def take_staged(self, order_id: str, shelf: Shelf, wanted: int) -> int:
        """Take up to so many units of an order from staging into the hand; return how many."""
        with self._turn:
            goods = self._staged[order_id]
            found = min(goods[shelf.at(STAGING)], wanted)
            goods[shelf.at(STAGING)] -= found
            return found

    def ship(self, order_ids: Collection[str]) -> None:
        """Let the goods of orders leave the building."""
        with self._turn:
            for order_id in order_ids:
                self._staged.pop(order_id, None)

    def everything(self) -> dict[Shelf, int]:
        """Return how many units lie where, seen or not."""
        with self._turn:
            total = Counter(self._seen)
            for goods in (self._mislaid, *self._staged.values()):
                total.update(goods)
            return {shelf: units for shelf, units in total.items() if units}
