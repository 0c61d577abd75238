"""Every process keeps the address at which people and programs know it."""

import os
import socket

import pytest

from tests.support.events import eventually
from wms.platform.embedded import programs
from wms.platform.embedded.environment import read_env
from wms.platform.embedded.errors import StackError
from wms.platform.embedded.ports import is_free
from wms.platform.embedded.programs import App
from wms.platform.embedded.stack import Stack

# A master whose worker listens and outlives it, as those of a real web server may.
FORKS = (
    "import http.server, os, sys, time\n"
    "if os.fork(): time.sleep(600)\n"
    "http.server.test(http.server.SimpleHTTPRequestHandler, port=int(sys.argv[1]),"
    " bind='127.0.0.1')\n"
)
ELSEWHERE = {
    "DATABASE_URL": "postgres://db.example/wms",
    "REDIS_URL": "redis://cache.example/0",
    "TEMPORAL_ADDRESS": "temporal.example:7233",
    "KAFKA_BOOTSTRAP_SERVERS": "kafka.example:9092",
}


@pytest.fixture
def web(folder, monkeypatch):
    """Know a stack of a web server alone, with workers."""
    monkeypatch.setattr(programs, "SETTLING_SECONDS", 0.2)
    app = App({"web": ["{python}", "-c", FORKS, "{web_port}"]}, [], [])
    stack = Stack(folder, environment=ELSEWHERE, app=app, durable=False)
    yield stack
    stack.down()


def address_of(web):
    (program,) = web.programs
    assert program.pid is not None
    assert read_env(web.env_file)["WEB_URL"] == program.where
    return program.where


def test_web_comes_back_at_its_address_when_it_is_started_again(web):
    web.up(["web"])
    before = address_of(web)

    web.restart(["web"])
    web.down()
    web.up(["web"])

    assert address_of(web) == before


def test_web_comes_back_at_its_address_when_its_master_was_killed_and_a_worker_listens(web):
    web.up(["web"])
    before = address_of(web)
    os.kill(web.programs[0].pid, 9)
    eventually(lambda: web.programs[0].pid is None)
    assert not is_free(web.servers[0].ports["web"])

    web.up(["web"])

    assert address_of(web) == before


def test_web_does_not_move_when_another_program_has_its_port(web):
    web.up(["web"])
    port = web.servers[0].ports["web"]
    web.down()
    eventually(lambda: is_free(port))

    with socket.create_server(("127.0.0.1", port)):
        with pytest.raises(StackError, match=f"port {port} is taken by another program"):
            web.up(["web"])
        assert web.programs[0].pid is None
        assert web.servers[0].ports["web"] == port

        web.empty()
        assert web.servers[0].ports["web"] == 0


def test_web_waits_for_a_port_that_is_about_to_be_let_go(web, monkeypatch):
    web.up(["web"])
    before = address_of(web)
    port = web.servers[0].ports["web"]
    web.down()
    eventually(lambda: is_free(port))
    taken = socket.create_server(("127.0.0.1", port))
    asked = []

    def is_free_soon(asked_for):
        asked.append(asked_for)
        if len(asked) == 3:
            taken.close()
        return is_free(asked_for)

    monkeypatch.setattr("wms.platform.embedded.ports.is_free", is_free_soon)
    web.up(["web"])

    assert address_of(web) == before
