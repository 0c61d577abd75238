"""Servers that are given in the environment are used as they are, and are not ours to stop."""

import httpx
import pytest

from demo.machine import Machine

pytestmark = pytest.mark.slow

GIVEN = {
    "postgres": "DATABASE_URL",
    "valkey": "REDIS_URL",
    "temporal": "TEMPORAL_ADDRESS",
}


@pytest.fixture
def given(stack):
    """Start three servers as somebody else would; return their addresses by variable."""
    stack.up(list(GIVEN))
    servers = {each.name: each for each in stack.servers}
    return {variable: servers[name].address for name, variable in GIVEN.items()}


@pytest.fixture
def machine(other_folder, given):
    machine = Machine(other_folder, lambda _news: None, given=given)
    yield machine
    machine.stop()


def test_the_platform_runs_on_a_database_a_redis_and_a_temporal_that_are_given(machine, stack):
    machine.start(fresh=True)

    answer = httpx.get(f"{machine.addresses.web}/health/ready", timeout=10).json()
    assert answer["health"] == "ok"
    rows = machine.answer("stack", "status", "--folder", str(machine.folder))
    state = {row["name"]: row["state"] for row in rows}
    assert {name: state[name] for name in (*GIVEN, "kafka")} == {
        "postgres": "external",
        "valkey": "external",
        "temporal": "external",
        "kafka": "up",
    }
    machine.stop()
    assert {each.name for each in stack.status() if each.state == "up"} == set(GIVEN)
