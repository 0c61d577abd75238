"""`manage.py stack`, as a person and a script use it."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from wms.platform.embedded.environment import read_env


class StackCommand:
    """Calls the command on one folder, and keeps what it printed last."""

    def __init__(self, folder):
        self.folder = folder
        self.printed = ""

    def __call__(self, *arguments):
        """Call it; return what it printed."""
        output = io.StringIO()
        try:
            call_command("stack", *arguments, folder=self.folder, stdout=output)
        finally:
            self.printed = output.getvalue()
        return self.printed


@pytest.fixture
def stack(folder):
    """Call the command on a folder of its own."""
    return StackCommand(folder)


def test_up_says_how_long_it_took_and_where_the_addresses_are(stack, folder):
    lines = stack("up", "valkey").splitlines()

    address = read_env(folder / "env")["REDIS_URL"].partition("@")[2].removesuffix("/0")
    assert lines[0].startswith(f"valkey               answers at {address} in 0.")
    assert lines[1].startswith("up in ")
    assert lines[1].endswith(f"addresses in {folder}/env")


def test_status_ends_with_1_while_anything_is_down(stack):
    stack("up", "valkey")

    with pytest.raises(SystemExit) as end:
        stack("status", "--json")

    assert end.value.code == 1
    assert {row["name"]: row["state"] for row in json.loads(stack.printed)} == {
        "postgres": "down",
        "valkey": "up",
        "temporal": "down",
        "kafka": "down",
    }


def test_status_ends_with_0_when_all_is_up_or_given(stack, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example/wms")
    monkeypatch.setenv("TEMPORAL_ADDRESS", "temporal.example:7233")
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9092")
    stack("up")

    table = stack("status")

    assert [line.split()[:2] for line in table.splitlines()] == [
        ["name", "state"],
        ["postgres", "external"],
        ["valkey", "up"],
        ["temporal", "external"],
        ["kafka", "external"],
    ]


def test_fresh_starts_from_nothing(stack, folder):
    stack("up", "valkey")
    (folder / "valkey" / "left").touch()

    stack("up", "valkey", "--fresh")

    assert not (folder / "valkey" / "left").exists()


def test_an_unknown_name_is_one_line(stack):
    with pytest.raises(CommandError, match=r"^stack: there is no mysql; there are: postgres, val"):
        stack("up", "mysql")


def test_down_of_what_was_never_up_makes_nothing(stack, folder):
    folder.rmdir()

    stack("down")

    assert not folder.exists()
