"""Where the orders of a demo come from: the sample, or a file of real invoices."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from demo.api import Api, Json
from demo.intake import post_orders
from demo.machine import Broken, Machine
from demo.sample import make_sample


class Supply(Protocol):
    """Orders to come, known beforehand so that there is stock for them."""

    refs: list[str]
    skus: Mapping[str, str]
    demand: Mapping[str, int]
    notes: list[str]

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
        self._orders = sample.orders

    def bring(self, api: Api, stop: threading.Event, posted: Callable[[int], None]) -> None:
        """Post them from a few threads."""
        turn = threading.Lock()

        def count(_order: Json) -> None:
            with turn:
                posted(1)

        post_orders(api, self._orders, count, stop)


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

    def bring(self, api: Api, stop: threading.Event, posted: Callable[[int], None]) -> None:
        """Run the import to its end."""
        del api, stop  # the command is a client of its own, and its end is near in any case
        url, token = self._machine.addresses.web, self._token()
        done = self._machine.answer(*self._command, "--url", url, extra={"WMS_TOKEN": token})
        if done["posted"] + done["already_there"] != len(self.refs):
            raise Broken(
                f"import_orders brought {done['posted']} of {len(self.refs)} orders:"
                f" {done['failure']}"
            )
        posted(done["posted"])
