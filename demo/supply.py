"""Where the orders of a demo come from: the sample, or a file of real invoices."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from demo.api import Api, Json
from demo.intake import post_orders
from demo.machine import Broken, Machine
from demo.sample import make_sample
from demo.seeding import SPARE_UNITS
from demo.stories import ORDERS_FOR_A_THEFT, Plot, add_theft, story_count, write_stories


class Supply(Protocol):
    """Orders to come, known beforehand so that there is stock for them."""

    refs: list[str]
    skus: Mapping[str, str]
    demand: Mapping[str, int]
    notes: list[str]
    plot: Plot

    def bring(self, api: Api, stop: threading.Event, posted: Callable[[int], None]) -> None:
        """Post all of them, and say how many more are in.

        Raises:
            Broken: they cannot be posted.
        """


class SampleSupply:
    """The orders of the sample, posted by this process."""

    def __init__(self, orders: int) -> None:
        """Make so many orders."""
        sample = make_sample(orders)
        self.refs = [order["external_ref"] for order in sample.orders]
        self.skus: Mapping[str, str] = sample.skus
        self.demand: Mapping[str, int] = sample.demand
        self.notes: list[str] = []
        self.plot = sample.plot
        self._orders = sample.orders

    def bring(self, api: Api, stop: threading.Event, posted: Callable[[int], None]) -> None:
        """Post them from a few threads."""
        _post(api, self._orders, stop, posted)


@dataclass(frozen=True)
class RetailFile:
    """The invoices of a file, at most so many orders of them."""

    file: Path
    orders: int


class RetailSupply:
    """Orders that ``manage.py import_orders`` makes of real invoices."""

    def __init__(self, machine: Machine, source: RetailFile, token: Callable[[], str]) -> None:
        """Read the file to learn what will be asked for; post nothing.

        Raises:
            Broken: the file cannot be read.
        """
        self._machine = machine
        self._command = ("import_orders", str(source.file.resolve()), "--limit", str(source.orders))
        self._token = token
        plan = machine.answer(*self._command, "--dry-run")
        self.refs = list(plan["external_refs"])
        self.demand: Mapping[str, int] = plan["demand"]
        self.skus: Mapping[str, str] = {code: f"retail item {code}" for code in sorted(self.demand)}
        self.notes = [
            f"{plan['invoices']} invoices read, {plan['orders']} of them orders",
            *(f"{n} invoices refused: {why}" for why, n in sorted(plan["refused"].items())),
            f"{plan['service_lines_dropped']} service lines dropped",
        ]
        self._imported = len(self.refs)
        self._told = [
            {**order, "lines": []}
            for order in make_sample(story_count(self._imported), has_stories=False).orders
        ]
        self.plot = write_stories(self._told, range(len(self._told)), len(self.skus))
        self.refs += [order["external_ref"] for order in self._told]
        if self._imported >= ORDERS_FOR_A_THEFT:
            add_theft(self.plot, list(self.skus), self.demand, spare=SPARE_UNITS)

    def bring(self, api: Api, stop: threading.Event, posted: Callable[[int], None]) -> None:
        """Post the orders that have a story, and run the import to its end."""
        _post(api, self._told, stop, posted)
        url, token = self._machine.addresses.web, self._token()
        done = self._machine.answer(*self._command, "--url", url, extra={"WMS_TOKEN": token})
        if done["posted"] + done["already_there"] != self._imported:
            raise Broken(
                f"import_orders brought {done['posted']} of {self._imported} orders:"
                f" {done['failure']}"
            )
        posted(done["posted"])


def _post(
    api: Api, orders: Iterable[Json], stop: threading.Event, posted: Callable[[int], None]
) -> None:
    turn = threading.Lock()

    def count(_order: Json) -> None:
        with turn:
            posted(1)

    post_orders(api, orders, count, stop)
