"""One walk: from shelf to shelf, until nothing is left to fetch and nobody looks for more."""

import time
from collections.abc import Iterator

from demo.api import Api, Json, Refused
from demo.world import Shelf, Shelves

SHORT_REASON = "not_found"
# So many stops are scanned before they are sent; nobody else is at their shelves until then.
STOPS_PER_POST = 20
# The walk has changed under the picker's feet: read it again and go on.
READ_AGAIN = {"stop_withdrawn", "picks_missing"}
SOUGHT = "replacement_sought"
FIRST_REST_SECONDS, LONGEST_REST_SECONDS, PATIENCE_SECONDS = 0.1, 1.0, 60.0
MOST_ROUNDS = 200


class Walk:
    """A pick task that was started, and the shelves it leads to."""

    def __init__(self, api: Api, task: Json, shelves: Shelves) -> None:
        """Stand at the beginning."""
        self._api = api
        self._task = task
        self._path = f"pick-tasks/{task['task_id']}"
        self._shelves = shelves

    def to_its_end(self) -> Json:
        """Fetch what is there, wait for what is found in place of the rest, and complete.

        Raises:
            Refused: the task was taken away, or changes for ever.
        """
        rests = _rests()
        for _round in range(MOST_ROUNDS):
            try:
                self._fetch_all()
                return self._api.post(f"{self._path}/complete")
            except Refused as refusal:
                if refusal.code == SOUGHT:
                    rest = next(rests, None)
                    if rest is None:
                        raise
                    time.sleep(rest)
                elif refusal.code not in READ_AGAIN:
                    raise
            self._task = self._api.get(self._path)
        raise RuntimeError(f"{self._path} has changed {MOST_ROUNDS} times and is not at its end")

    def _fetch_all(self) -> None:
        stops = [stop for stop in self._task["lines"] if stop["status"] == "open"]
        for start in range(0, len(stops), STOPS_PER_POST):
            self._fetch(stops[start : start + STOPS_PER_POST])

    def _fetch(self, stops: list[Json]) -> None:
        """Take what lies there and confirm it, before anybody else comes to these shelves.

        Raises:
            Refused: the goods are back where they were.
        """
        with self._shelves.standing_at(*(stop["location"] for stop in stops)):
            hands = [(stop, _shelf(stop)) for stop in stops]
            taken = [(stop, at, self._shelves.take(at, stop["quantity"])) for stop, at in hands]
            picks = [_pick(stop, found) for stop, _at, found in taken]
            try:
                self._api.post(f"{self._path}/picks", {"picks": picks})
            except Refused:
                for _stop, at, found in taken:
                    self._shelves.put(at, found)
                raise
            for _stop, at, found in taken:
                self._shelves.stage(self._task["order_id"], at, found)


def _shelf(stop: Json) -> Shelf:
    return Shelf(stop["location"], stop["sku"], stop["lot"])


def _pick(stop: Json, found: int) -> Json:
    pick = {
        "allocation_id": stop["allocation_id"],
        "location": stop["location"],
        "sku": stop["sku"],
        "quantity": found,
    }
    return pick if found == stop["quantity"] else {**pick, "reason": SHORT_REASON}


def _rests() -> Iterator[float]:
    """Yield how long to rest before asking again, longer every time, until patience ends."""
    rest, patience = FIRST_REST_SECONDS, PATIENCE_SECONDS
    while patience > 0:
        yield rest
        patience -= rest
        rest = min(2 * rest, LONGEST_REST_SECONDS)
