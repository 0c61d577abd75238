"""A day of the demo is dumped from two servers, restored on both, and moved back and forth."""

import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from io import StringIO

import psycopg
import pytest
from rich.console import Console

from demo.day import Day
from demo.machine import PROJECT
from demo.supply import SampleSupply
from tests.support.moved_tables import MODELS, MOVE_BACK, contents, moved, of_before
from wms.config.processes import STACK_PROCESSES
from wms.platform.databases import database_of
from wms.platform.postgresql.roles import OWNER

INVENTORY = [each for each in MODELS if database_of(each._meta.app_label) == "inventory"]
OTHERS = [each for each in MODELS if each not in INVENTORY]


@pytest.fixture
def demo(two_servers, tokens):
    """The platform after a day of the demo, all its processes at rest."""
    machine = two_servers.machine
    found = Day(machine, Console(file=StringIO()), tokens, SampleSupply(30)).run()
    assert found.faults == []
    machine.manage("stack", "down", *STACK_PROCESSES, "--folder", str(machine.folder))
    yield two_servers
    machine.manage("stack", "up", "--all", "--folder", str(machine.folder))


@contextmanager
def empty_database(server, name="restored"):
    """Make another database on a server, and give its address."""
    with psycopg.connect(server.admin_address, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
    yield server.address.rpartition("/")[0] + f"/{name}"
    with psycopg.connect(server.admin_address, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def restored(demo):
    """The addresses of an empty database beside each of the two."""
    with ExitStack() as databases:
        yield [
            databases.enter_context(empty_database(server)) for server in (demo.first, demo.second)
        ]


def manage(addresses, *command):
    first, second = addresses
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT,
        env=os.environ | {"DATABASE_URL": first, "INVENTORY_DATABASE_URL": second},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def all_contents(addresses, called=moved):
    first, second = addresses
    return contents(first, called, OTHERS) | contents(second, called, INVENTORY)


def test_a_filled_demo_is_the_same_after_a_restore_and_a_move(demo, restored, tmp_path):
    lived = all_contents((demo.first.address, demo.second.address))
    filled = {name for name, (count, _sum) in lived.items() if count}

    said = demo.machine.manage("back_up", str(tmp_path / "dumps"))
    manage(restored, "restore", str(tmp_path / "dumps"))

    assert all_contents(restored) == lived
    assert sorted(each.name for each in (tmp_path / "dumps").iterdir()) == [
        "default.dump",
        "inventory.dump",
    ]
    assert said.endswith("dumps is whole\n")
    assert len(filled) > 30

    manage(restored, "shell", "--no-imports", "--command", MOVE_BACK)
    assert all_contents(restored, of_before) == lived
    manage(restored, "migrate", "--verbosity", "0")
    assert all_contents(restored) == lived
