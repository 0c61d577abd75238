"""``make bench``: every figure, on servers and processes of its own."""

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from benchmarks import (
    history_size,
    order_intake,
    projecting,
    promise_latency,
    saga_throughput,
    stock,
)
from benchmarks.figures import Figure, show
from benchmarks.orders import SKUS
from demo.api import Api, Away, Refused
from demo.machine import PROJECT, Broken, Machine
from demo.seeding import seed

FOLDER = PROJECT / ".stack" / "bench"
BACKGROUND = ("beat", "drain", "worker", "consumers", "saga-worker")
STOCK = 100_000
OF_ORDERS = ("intake", "latency", "saga")
OF_HISTORY = {"history": history_size.measure, "projections": projecting.measure}
"""After a million orders, which are made first if they are not there."""


def main() -> int:
    """Measure what is asked for, by default everything, and print it."""
    parser = argparse.ArgumentParser(
        prog="make bench", epilog="example: python -m benchmarks --only intake"
    )
    parser.add_argument(
        "--only", choices=[*OF_ORDERS, *stock.NAMES, *OF_HISTORY], help="one figure"
    )
    parser.add_argument(
        "--part",
        type=float,
        default=1.0,
        help="of the usual stock, or orders of before, in their figures: 0.01 is a quick try",
    )
    asked = parser.parse_args()
    console = Console()

    def report(news: str) -> None:
        console.print(Text(news, style="dim"))

    of_stock = [name for name in stock.NAMES if asked.only in {None, name}]
    try:
        figures = stock.measure(of_stock, asked.part, report) if of_stock else []
        if asked.only in {None, *OF_ORDERS}:
            figures += _measure_orders(console, asked.only)
        for name, measure in OF_HISTORY.items():
            if asked.only in {None, name}:
                figures += measure(asked.part, report)
        show(figures)
    except (Broken, Refused, Away, RuntimeError) as error:
        console.print(Text(f"bench: {error}", style="bold red"))
        return 1
    return 0


def _measure_orders(console: Console, only: str | None) -> list[Figure]:
    machine = Machine(FOLDER, lambda news: console.print(Text(news, style="dim")))
    try:
        return _measure(machine, console, only)
    finally:
        machine.stop()


def _measure(machine: Machine, console: Console, only: str | None) -> list[Figure]:
    machine.start(fresh=True)
    tokens = machine.tokens()
    url = machine.addresses.web
    known = _variables(machine.folder / "env")
    database = known["DATABASE_URL"]
    with Api(url, tokens["supervisor"]) as api:
        seed(api, SKUS, dict.fromkeys(SKUS, STOCK), lambda news: console.print(news, style="dim"))
    figures: list[Figure] = []

    # The saga first: orders that other figures leave behind would stand before its own.
    if only in {None, "saga"}:
        console.print("the whole saga", style="dim")
        whole = saga_throughput.measure(url, tokens, database)
    else:
        whole = None
    if only in {None, "latency"}:
        console.print("order to reservation", style="dim")
        figures += promise_latency.measure(url, tokens["integrator"], database)
    machine.manage("stack", "down", *BACKGROUND, "--folder", str(machine.folder))
    if whole is not None:
        console.print("the empty workflow", style="dim")
        figures += saga_throughput.against_empty(whole, known["TEMPORAL_ADDRESS"])
    if only in {None, "intake"}:
        console.print("order intake", style="dim")
        figures += order_intake.measure(url, tokens["integrator"], database)
    return figures


def _variables(env_file: Path) -> dict[str, str]:
    lines = (line for line in env_file.read_text().splitlines() if not line.startswith("#"))
    return {key: value for key, _, value in (line.partition("=") for line in lines)}


if __name__ == "__main__":
    sys.exit(main())
