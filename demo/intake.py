"""Orders coming in, and the ones among them that something happens to."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus

from demo.api import Api, Json, Refused
from demo.crew import Shift

THREADS = 4
EVERY_SECONDS = 0.2
PATIENCE_SECONDS = 120.0
CANCEL_REASON = "demo: the customer changed their mind"


@dataclass(frozen=True)
class Script:
    """Which orders are cancelled, which are picked short, and which stand in if one is refused."""

    cancel: tuple[str, ...]
    short: tuple[str, ...]
    stand_ins: tuple[str, ...]


def write_script(refs: Sequence[str], *, cancels: int = 5, shorts: int = 5) -> Script:
    """Choose orders spread over the first hundred, never the same for two purposes.

    Fewer than three times as many orders as scripted ones give a shorter script.
    """
    room = len(refs) // 3
    wanted_cancels, wanted_shorts = min(cancels, room), min(shorts, room)
    early = refs[: max(100, 3 * (cancels + shorts))]
    step = max(1, len(early) // max(1, wanted_cancels + wanted_shorts))
    chosen = early[::step][: wanted_cancels + wanted_shorts]
    cancel, short = chosen[:wanted_cancels], chosen[wanted_cancels:]
    rest = [ref for ref in refs if ref not in set(chosen)]
    return Script(cancel=tuple(cancel), short=tuple(short), stand_ins=tuple(rest[-20:]))


@dataclass
class Played:
    """What came of the script, by external reference."""

    cancelled: list[str] = field(default_factory=list)
    too_late: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)


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
    """Sees to it that the script is played: cancels at once, and tells robots what to miss."""

    def __init__(self, *, reader: Api, supervisor: Api, script: Script, shift: Shift) -> None:
        """Know the script; nothing is played yet."""
        self._reader = reader
        self._supervisor = supervisor
        self._script = script
        self._shift = shift
        self.played = Played()

    def play(self, stop: threading.Event) -> None:
        """Wait for each scripted order, play its part, and then let waves start.

        No wave starts before, so that no order is picked before it is cancelled or missed.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        try:
            missing = {**dict.fromkeys(self._script.short), **dict.fromkeys(self._script.cancel)}
            while missing and not stop.is_set() and time.monotonic() < deadline:
                for ref in list(missing):
                    order_id = self._find(ref)
                    if order_id is not None:
                        del missing[ref]
                        self._part(ref, order_id)
                if missing:
                    stop.wait(EVERY_SECONDS)
            for ref in self._script.stand_ins:
                if len(self.played.cancelled) >= len(self._script.cancel) or stop.is_set():
                    break
                order_id = self._find(ref)
                if order_id is not None:
                    self._cancel(ref, order_id)
        finally:
            self._shift.waves_may_start.set()

    def _find(self, ref: str) -> str | None:
        found = self._reader.get("orders", external_ref=ref)["results"]
        return str(found[0]["order_id"]) if found else None

    def _part(self, ref: str, order_id: str) -> None:
        if ref in self._script.short:
            self._shift.short_orders.add(order_id)
            self.played.short.append(ref)
        else:
            self._cancel(ref, order_id)

    def _cancel(self, ref: str, order_id: str) -> None:
        try:
            self._supervisor.post(f"orders/{order_id}/cancel", {"reason": CANCEL_REASON})
        except Refused as refusal:
            if refusal.status != HTTPStatus.CONFLICT:
                raise
            self.played.too_late.append(ref)
        else:
            self._shift.hands_off.add(order_id)
            self.played.cancelled.append(ref)
