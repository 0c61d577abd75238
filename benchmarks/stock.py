"""The figures of the stock and of reads: PostgreSQL, what else one needs, a database for each."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.databases import admin_of, fresh
from benchmarks.figures import Figure
from demo.machine import PROJECT, Broken, Machine

FOLDER = PROJECT / ".stack" / "bench-stock"
NAMES = ("reserving", "consuming", "size", "wave", "verify", "walk", "roles", "reads")
NEEDED = {"kafka": "consuming", "valkey": "reads"}
"""Servers that one figure needs, beside PostgreSQL."""


def measure(names: Sequence[str], part: float, report: Callable[[str], None]) -> list[Figure]:
    """Return the named figures; ``part`` of the usual amounts is taken, 1.0 for all of them.

    Raises:
        Broken: something does not start, or a figure cannot be measured.
    """
    machine = Machine(FOLDER, report)
    servers = ("postgres", *(server for server, name in NEEDED.items() if name in names))
    try:
        machine.manage("stack", "up", *servers, "--folder", str(FOLDER), "--fresh", heard=True)
        report("making tables")
        machine.manage("migrate", "--verbosity", "0")
        template = _address(FOLDER / "env")
        os.environ["BENCH_ADMIN_URL"] = admin_of(FOLDER, template)
        figures: list[Figure] = []
        for name in names:
            report(name)
            figures += _measure_one(name, part, fresh(template, f"bench_{name}"))
        return figures
    finally:
        machine.stop()


def _measure_one(name: str, part: float, database: str) -> list[Figure]:
    command = [sys.executable, "-m", "benchmarks.stock_figure", name, str(part)]
    known = {
        **os.environ,
        "STACK_ENV_FILE": str(FOLDER / "env"),
        "DATABASE_URL": database,
        "LOG_LEVEL": "WARNING",
    }
    done = subprocess.run(
        command, cwd=PROJECT, env=known, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode != 0:
        raise Broken(f"the figure {name} could not be measured")
    return [Figure(**each) for each in json.loads(done.stdout.splitlines()[-1])]


def _address(env_file: Path) -> str:
    lines = (line.partition("=") for line in env_file.read_text().splitlines())
    return {key: value for key, _, value in lines}["DATABASE_URL"]
