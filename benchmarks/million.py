"""A million orders with all that belongs to them: a history for figures that grow with it.

``python -m benchmarks.million`` makes it once, in minutes, and keeps it in ``.stack/million``. A
small day really happens (``day``); then the database makes its rows again for each day before
(``copies``), in two databases: one has ten thousand orders, the other as many as are asked for.
"""

import argparse
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
from django.db import models
from rich.console import Console
from rich.text import Text

import benchmarks.ready  # noqa: F401 - before the models
from benchmarks import day
from benchmarks.copies import Day, read_rows
from benchmarks.databases import admin_of
from benchmarks.tables import (
    EVERY_EVENT,
    copied,
    filled,
    is_log,
    make_months,
    names_in,
    shared_in,
)
from demo.machine import PROJECT, Broken, Machine

FOLDER = PROJECT / ".stack" / "million"
FEW, MANY = 10_000, 1_000_000
ORDERS_A_DAY = 2_740
"""What a warehouse ships that has shipped a million in a year."""
AT_ONCE = 2_000
THREADS = 2
SERVERS = ("postgres", "kafka", "valkey", "temporal")

Report = Callable[[str], None]


def main() -> int:
    """Make the history, or leave the one that is there."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.million",
        description="Fill a database with a million orders, and keep it.",
        epilog="example: python -m benchmarks.million --orders 100000",
    )
    parser.add_argument("--orders", type=int, default=MANY)
    parser.add_argument("--fresh", action="store_true", help="make it anew if it is there")
    asked = parser.parse_args()
    console = Console()

    def report(news: str) -> None:
        console.print(Text(news, style="dim"))

    try:
        with_history(asked.orders, report, lambda _addresses: None, fresh=asked.fresh)
    except (Broken, RuntimeError) as error:
        console.print(Text(f"million: {error}", style="bold red"))
        return 1
    return 0


def with_history(
    orders: int, report: Report, use: Callable[[dict[int, str]], Any], *, fresh: bool = False
) -> Any:
    """Start PostgreSQL with the history, which is made if it is not there, and use it.

    ``use`` gets the addresses of the databases, by the number of orders in them.

    Raises:
        Broken: something does not start.
        RuntimeError: the day that it is made of does not come to its end.
    """
    machine = Machine(FOLDER, report)
    # Each of the many requests of the day is a line otherwise.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    os.environ["STACK_ENV_FILE"] = str(FOLDER / "env")
    done = FOLDER / f"made-{orders}"
    lived = FOLDER / "lived"
    is_there = done.exists() and not fresh
    try:
        if lived.exists() and not fresh:
            machine.manage("stack", "up", "postgres", "valkey", "--folder", str(FOLDER), heard=True)
        else:
            _happen(machine, report)
            lived.touch()
        address = _variables()["DATABASE_URL"]
        os.environ["BENCH_ADMIN_URL"] = admin = admin_of(FOLDER, address)
        server = address.rpartition("/")[0]
        if not is_there:
            _make(admin, address.rpartition("/")[2], orders, report)
            done.touch()
        return use({size: f"{server}/history_{size}" for size in (FEW, orders)})
    finally:
        machine.stop()


def _happen(machine: Machine, report: Report) -> None:
    machine.start(fresh=True)
    report("a day in the warehouse")
    day.live_through(machine, machine.tokens())
    machine.manage("stack", "down", *_background(), "--folder", str(FOLDER))


def _background() -> Iterable[str]:
    return ("beat", "drain", "worker", "consumers", "saga-worker", "web", "temporal", "kafka")


def _make(admin: str, origin: str, orders: int, report: Report) -> None:
    server = admin.rpartition("/")[0]
    with psycopg.connect(f"{server}/{origin}", autocommit=True) as connection:
        kinds = copied()
        found = read_rows(connection, kinds)
        whole = Day(
            span_ms=round(day.ORDERS / ORDERS_A_DAY * 86_400_000),
            rows={model: rows for model, rows in found.items() if rows},
            shared=shared_in(connection),
            names=names_in(connection),
        )
    for size in (FEW, orders):
        begun = time.monotonic()
        name = f"history_{size}"
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {origin}")
        _fill(f"{server}/{name}", whole, size // day.ORDERS, report)
        report(f"{size:,} orders in {time.monotonic() - begun:.0f} s")


def _fill(address: str, whole: Day, days: int, report: Report) -> None:
    with filled(address, whole.rows, report) as connect:
        make_months(address, whole.span_ms * days)

        def copy(model: type[models.Model]) -> None:
            every = EVERY_EVENT if is_log(model) else 1
            statement = whole.statement(model, every=every)
            begun = time.monotonic()
            with connect() as connection:
                for first in range(1, days + 1, AT_ONCE):
                    last = min(days, first + AT_ONCE - 1)
                    connection.execute(statement, {"first": first, "last": last, "days": days})
            rows = len(whole.rows[model]) * days // every
            if rows > FEW * 10:
                seconds = time.monotonic() - begun
                report(f"  {model._meta.db_table}: {rows:,} rows in {seconds:.0f} s")

        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(copy, _largest_first(whole)))


def _largest_first(whole: Day) -> Sequence[type[models.Model]]:
    return sorted(whole.rows, key=lambda model: len(whole.rows[model]), reverse=True)


def _variables() -> dict[str, str]:
    lines = (line.partition("=") for line in (Path(FOLDER) / "env").read_text().splitlines())
    return {key: value for key, _, value in lines}


if __name__ == "__main__":
    sys.exit(main())
