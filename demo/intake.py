"""Orders coming in, and the ones among them that something happens to."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus

from demo.api import Api, Json, Refused
from demo.shift import Shift
from demo.stories import Story

THREADS = 4
EVERY_SECONDS = 0.2
PATIENCE_SECONDS = 120.0
CANCEL_REASON = "demo: the customer changed their mind"


@dataclass(frozen=True)
class Script:
    """Which orders are cancelled, which have a story, and which stand in if one is refused."""

    cancel: tuple[str, ...]
    stories: tuple[Story, ...]
    stand_ins: tuple[str, ...]


def write_script(refs: Sequence[str], stories: Sequence[Story] = (), *, cancels: int = 5) -> Script:
    """Choose orders spread over the first hundred, never the same for two purposes.

    Few orders give a shorter script.
    """
    told = {story.ref for story in stories}
    free = [ref for ref in refs if ref not in told]
    early = free[:100]
    count = min(cancels, len(early) // 3)
    step = max(1, len(early) // max(1, count))
    chosen = early[::step][:count]
    rest = [ref for ref in free if ref not in set(chosen)]
    return Script(cancel=tuple(chosen), stories=tuple(stories), stand_ins=tuple(rest[-20:]))


@dataclass
class Played:
    """What came of the cancellations of the script, by external reference."""

    cancelled: list[str] = field(default_factory=list)
    too_late: list[str] = field(default_factory=list)


def post_orders(
    api: Api, orders: Iterable[Json], posted: Callable[[Json], None], stop: threading.Event
) -> None:
    """Post orders from a few threads, each once whatever happens to the answer."""

    def post(order: Json) -> None:
        if not stop.is_set():
            posted(api.post("orders", order, key=order["external_ref"]))

    with ThreadPoolExecutor(THREADS, thread_name_prefix="intake") as pool:
        list(pool.map(post, orders))


class Director:
    """Sees to it that the script is played: cancels, and tells the crew which orders are whose."""

    def __init__(self, *, reader: Api, supervisor: Api, script: Script, shift: Shift) -> None:
        """Know the script; nothing is played yet."""
        self._reader = reader
        self._supervisor = supervisor
        self._script = script
        self._shift = shift
        self.played = Played()

    def play(self, stop: threading.Event) -> None:
        """Find each scripted order and play its part; waves may start once all are found.

        Robots keep their hands off an order that is to be cancelled, and a wave that starts
        before an order is known could not be told of.
        """
        script = self._script
        stories = {story.ref: story for story in script.stories}
        parts = [*script.cancel, *stories]
        with ThreadPoolExecutor(THREADS, thread_name_prefix="director") as pool:
            try:
                found = dict(self._find_all(parts, stop))
                wishes = _pairs(script.cancel, found)
                self._shift.hands_off.update(order_id for _ref, order_id in wishes)
                for ref, order_id in _pairs(tuple(stories), found):
                    self._shift.stories[order_id] = stories[ref]
            finally:
                self._shift.waves_may_start.set()
            list(pool.map(lambda wish: self._cancel(*wish), wishes))
        for ref in script.stand_ins:
            if len(self.played.cancelled) >= len(script.cancel) or stop.is_set():
                return
            for order_id in self._find(ref):
                self._cancel(ref, order_id)

    def _find_all(
        self, refs: Sequence[str], stop: threading.Event
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        deadline = time.monotonic() + PATIENCE_SECONDS
        for ref in refs:
            while not (order_ids := self._find(ref)):
                if stop.is_set() or time.monotonic() > deadline:
                    break
                stop.wait(EVERY_SECONDS)
            else:
                yield ref, order_ids

    def _find(self, ref: str) -> tuple[str, ...]:
        found = self._reader.get("orders", external_ref=ref)["results"]
        return tuple(str(order["order_id"]) for order in found)

    def _cancel(self, ref: str, order_id: str) -> None:
        try:
            self._supervisor.post(f"orders/{order_id}/cancel", {"reason": CANCEL_REASON})
        except Refused as refusal:
            if refusal.status != HTTPStatus.CONFLICT:
                raise
            self._shift.hands_off.discard(order_id)
            self.played.too_late.append(ref)
        else:
            self.played.cancelled.append(ref)


def _pairs(refs: Sequence[str], found: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(ref, order_id) for ref in refs for order_id in found.get(ref, ())]
