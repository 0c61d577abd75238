"""The web process as it runs, behind a proxy that ends TLS, and with nobody in front of it."""

import json
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection

import pytest

from tests.support.api import Api, make_site
from tests.support.processes import ROOT, environment
from tests.support.races import deadline
from wms.config.healthcheck import is_ready, name_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SHOP = "wms.example"
SKUS = "/api/v1/skus?limit=1"
# What a proxy sets that ends TLS.
BY_PROXY = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": SHOP}
ASK_EVERY_SECONDS = 0.05


@contextmanager
def web(**variables):
    """Run the web process with some settings; give its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", str(port), "--blocking-threads", "2", "--workers-kill-timeout", "10"),
            "wms.config.wsgi:application",
        ],
        cwd=ROOT,
        env=environment() | {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": SHOP} | variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    check = deadline(60)
    try:
        while not is_ready(port, SHOP):
            check("the web process is not ready")
            assert process.poll() is None
            time.sleep(ASK_EVERY_SECONDS)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def ask(port, path, **headers):
    """Return the status, the headers and the body of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": SHOP} | headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.headers, body


@pytest.fixture
def login():
    """Two SKUs, so that a page of one has a next."""
    make_site()
    api = Api("integrator")
    for code in ("bolt", "nut"):
        api.post("/api/v1/skus", {"code": code})
    return {"Authorization": f"Bearer {api.token}"}


def next_of(port, login, **headers):
    status, _headers, body = ask(port, SKUS, **login, **headers)
    assert status == 200, body
    return json.loads(body)["next"].partition("/api/")[0]


def test_a_trusted_proxy_says_how_the_caller_came(login):
    with web(TRUST_PROXY_HEADERS="true", SSL_REDIRECT="true", HSTS_SECONDS="3600") as port:
        link = next_of(port, login, **BY_PROXY)
        _status, safe, _body = ask(port, "/health/live", **BY_PROXY)
        plain = ask(port, SKUS, **login, **BY_PROXY | {"X-Forwarded-Proto": "http"})
        healthy = ask(port, "/health/ready")
        foreign = ask(port, SKUS, **login, **BY_PROXY | {"X-Forwarded-Host": "evil.example"})

    assert link == f"https://{SHOP}"
    assert safe["Strict-Transport-Security"] == "max-age=3600"
    assert (plain[0], plain[1]["Location"]) == (301, f"https://{SHOP}{SKUS}")
    assert healthy[0] == 200
    assert foreign[0] == 400


def test_nobody_else_is_believed(login):
    with web() as port:
        link = next_of(port, login, **BY_PROXY | {"X-Forwarded-Host": "evil.example"})
        _status, headers, _body = ask(port, "/health/live", **BY_PROXY)

    assert link == f"http://{SHOP}"
    assert headers["Strict-Transport-Security"] is None


def test_the_health_check_of_compose_asks_under_a_name_that_is_allowed(login):
    with web(SSL_REDIRECT="true") as port:
        refused = ask(port, "/health/ready", Host="127.0.0.1")
        check = subprocess.run(
            [sys.executable, "-m", "wms.config.healthcheck", str(port)],
            cwd=ROOT,
            env=environment() | {"ALLOWED_HOSTS": f" .{SHOP}, other.example"},
            check=False,
        )

    assert refused[0] == 400
    assert check.returncode == 0
    assert not is_ready(port, SHOP)


@pytest.mark.parametrize(
    ("allowed", "name"),
    [
        ({}, "localhost"),
        ({"ALLOWED_HOSTS": ""}, "localhost"),
        ({"ALLOWED_HOSTS": "*"}, "localhost"),
        ({"ALLOWED_HOSTS": "a.example,b.example"}, "a.example"),
        ({"ALLOWED_HOSTS": " .a.example"}, "a.example"),
    ],
)
def test_the_name_is_the_first_that_is_allowed(allowed, name):
    assert name_in(allowed) == name
