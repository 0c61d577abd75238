"""Figures for Prometheus, for whoever may see them."""

import pytest

from tests.support.api import Api, make_site
from wms.platform.outbox.outboxes import outboxes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return make_site()


def figures(text):
    pairs = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_only_ops_may_see_them(client):
    assert client.get("/metrics").status_code == 401
    assert Api("integrator").get("/metrics").status_code == 403
    assert Api("ops").get("/metrics").status_code == 200


def test_any_accept_header_will_do():
    answer = Api("ops").get("/metrics", Accept="application/openmetrics-text")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_requests_are_counted_by_route_and_status():
    name = 'wms_http_requests_total{method="GET",route="/^api/",status="404"}'
    ops = Api("ops")
    before = figures(ops.get("/metrics").content.decode()).get(name, 0)

    for number in range(3):
        ops.get(f"/api/v1/nowhere/{number}")

    assert figures(ops.get("/metrics").content.decode())[name] == before + 3


def test_every_outbox_is_listed():
    found = figures(Api("ops").get("/metrics").content.decode())

    assert found["wms_database_up"] == 1
    for outbox in outboxes():
        assert found[f'wms_outbox_waiting{{outbox="{outbox.name}"}}'] == 0
        assert found[f'wms_outbox_oldest_seconds{{outbox="{outbox.name}"}}'] == 0
