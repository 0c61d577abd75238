"""Requests while Temporal hangs: none waits for long, and threads stay free for the others."""

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4

import httpx
import pytest

from tests.support.api import Api, make_site
from tests.support.processes import ROOT, environment
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import Address, NewOrder, NewOrderLine, OrderStatus, ReceiveOrder
from wms.orders.services.receive_order import receive_order
from wms.platform.temporal.bridge import TemporalUnavailable, bridge

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

THREADS, CANCELS = 4, 12
PATIENCE = 1.5
ADDRESS = Address(name="A", line1="1 Lane", city="London", postal_code="N1", country="GB")


@pytest.fixture
def silent():
    """Listen where Temporal should, take every connection, and never say a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        yield f"127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture
def site():
    return make_site()


def receive(site):
    order = NewOrder(
        external_ref=f"order {uuid4()}",
        customer_id="C-1",
        shipping_address=ADDRESS,
        lines=(NewOrderLine(line_no=1, sku="A", quantity=1),),
    )
    command = ReceiveOrder(
        client_id=site.client_id, warehouse_id=site.warehouse_id, order=order, actor="user:7"
    )
    return receive_order(command).order_id


@contextmanager
def web(temporal):
    """Serve the product with four threads; yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    threads = ["--port", str(port), "--blocking-threads", str(THREADS)]
    with subprocess.Popen(
        [*serve, *threads, "wms.config.wsgi:application"],
        cwd=ROOT,
        env=environment() | {"TEMPORAL_ADDRESS": temporal, "STACK_ENV_FILE": os.devnull},
        stdout=subprocess.DEVNULL,
    ) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            ends_at = time.monotonic() + 30
            while time.monotonic() < ends_at and not answers(url):
                time.sleep(0.1)
            yield url
        finally:
            process.terminate()


def answers(url):
    try:
        return httpx.get(f"{url}/health/live", timeout=1).is_success
    except httpx.TransportError:
        return False


def ask(url, token, body=None):
    """Return the status and the content of an answer, and how long it took, in seconds."""
    began = time.monotonic()
    answer = httpx.request(
        "GET" if body is None else "POST",
        url,
        json=body,
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    return answer.status_code, answer.json(), time.monotonic() - began


def test_cancels_leave_threads_to_others_while_temporal_hangs(site, silent):
    token = Api("supervisor").token
    held = [receive(site) for _ in range(CANCELS)]

    with web(silent) as url, ThreadPoolExecutor(CANCELS + 1) as pool:
        ask(f"{url}/api/v1/orders", token)  # what is loaded first is loaded now
        cancels = [
            pool.submit(ask, f"{url}/api/v1/orders/{order_id}/cancel", token, {"reason": "no"})
            for order_id in held
        ]
        others = [ask(f"{url}/api/v1/orders?limit=1", token) for _ in range(5)]
        cancelled = [each.result() for each in cancels]

    assert [status for status, _, _ in others] == [200] * 5
    assert max(seconds for _, _, seconds in others) < 2 * PATIENCE
    assert [status for status, _, _ in cancelled] == [202] * CANCELS
    assert {content["decision"] for _, content, _ in cancelled} == {"requested"}
    # On a busy machine; in turns of all threads they would have taken three times as long.
    assert max(seconds for _, _, seconds in cancelled) < 6 * PATIENCE
    for order_id in held:
        assert orders.get_order_status(order_id=OrderId(order_id)) is OrderStatus.CANCELLING


def test_ship_short_says_at_once_that_nobody_answers(site, silent):
    order_id = receive(site)

    with web(silent) as url:
        status, content, seconds = ask(
            f"{url}/api/v1/orders/{order_id}/ship-short", Api("supervisor").token, {}
        )

    assert (status, content["code"]) == (503, "unavailable")
    assert seconds < 3 * PATIENCE
    assert orders.get_order_status(order_id=order_id) is OrderStatus.RECEIVED


@contextmanager
def standing_still(server):
    """Neither answer nor hang up until the block ends."""
    pid = server.process.pid
    os.killpg(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(pid, signal.SIGCONT)


def test_a_server_that_stands_still_is_waited_for_no_longer(servers, shared_temporal, settings):
    settings.PROCESS_KIND = "web"

    async def look(client):
        return await client.service_client.check_health()

    assert bridge.call(look) is True
    with standing_still(servers["temporal"]):
        began = time.monotonic()
        with pytest.raises(TemporalUnavailable):
            bridge.call(look)
        waited = time.monotonic() - began

    assert waited < PATIENCE * 1.5
    assert bridge.call(look) is True


def test_beyond_a_share_of_the_threads_nobody_waits(silent, settings):
    settings.TEMPORAL_ADDRESS = silent
    settings.PROCESS_KIND = "web"

    def wait(_number):
        began = time.monotonic()
        with pytest.raises(TemporalUnavailable):
            bridge.call(lambda client: client.service_client.check_health())
        return time.monotonic() - began

    with ThreadPoolExecutor(THREADS) as pool:
        waited = sorted(pool.map(wait, range(THREADS)))

    assert sum(seconds < PATIENCE / 2 for seconds in waited) == THREADS - 2
    assert waited[-1] < PATIENCE * 1.5


def test_who_is_no_request_waits_as_long_as_it_likes(silent, settings):
    settings.TEMPORAL_ADDRESS = silent
    began = time.monotonic()

    with pytest.raises(TemporalUnavailable, match=r"2\.5 seconds"):
        bridge.call(lambda client: client.service_client.check_health(), patience=2.5)

    assert time.monotonic() - began >= 2.5
