"""One request id from the header to the log line, and figures of what was answered."""

import json
import logging
from io import StringIO

import pytest
from django.test import Client as Browser

from tests.support.api import Api, make_site
from wms.platform.observability.logs import logging_config
from wms.platform.tracing import current_request_id, request_id

ID = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def lines():
    """Collect log lines as they are written in production."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    formatter = logging_config("INFO")["formatters"]["lines"]
    settings = {key: value for key, value in formatter.items() if key != "()"}
    handler.setFormatter(formatter["()"](**settings))
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Request-ID": ID},
        {"X-Request-ID": "0AF76519-16CD-43DD-8448-EB211C80319C"},
        {"traceparent": f"00-{ID}-b7ad6b7169203331-01"},
        {"X-Request-ID": "\n nonsense", "traceparent": f"00-{ID}-b7ad6b7169203331-01"},
    ],
)
def test_the_callers_id_is_taken_over(headers, lines):
    answer = Browser(headers=headers).get("/health/nowhere")

    assert answer.headers["X-Request-ID"] == ID
    assert {line.get("request_id") for line in lines()} == {ID}


@pytest.mark.parametrize("given", ["", "x" * 32, "a" * 64, "'; DROP TABLE orders", "<script>"])
def test_what_can_be_no_id_is_not_taken_over(given):
    known = Browser(headers={"X-Request-ID": given}).get("/health/live").headers["X-Request-ID"]

    assert known != given
    assert len(bytes.fromhex(known)) == 16


def test_two_requests_have_two_ids():
    first, second = (Browser().get("/health/live").headers["X-Request-ID"] for _ in range(2))

    assert first != second


@pytest.mark.django_db
def test_a_line_says_what_was_asked_and_by_whom(lines):
    site = make_site()
    Api("viewer", name="reader").get("/api/v1/nowhere", X_Request_ID=ID)

    (line,) = [line for line in lines() if line["logger"] == "wms.access"]
    assert line.pop("ms") >= 0
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "request",
        "level": "info",
        "logger": "wms.access",
        "method": "GET",
        "route": "/^api/",
        "status": 404,
        "request_id": ID,
        "client_id": str(site.client_id),
        "caller": "reader",
    }


@pytest.mark.django_db
def test_a_stranger_is_not_taken_for_whoever_came_before(lines):
    make_site()
    Api("viewer", name="reader").get("/api/v1/nowhere")
    Browser().get("/api/v1/nowhere")

    last = lines()[-1]
    assert last["status"] == 401
    assert "caller" not in last


def test_lines_of_the_standard_library_have_the_id_too(lines):
    with request_id(ID):
        logging.getLogger("elsewhere").warning("%s of %s", 3, 5, extra={"topic": "wms.orders"})
        assert current_request_id() == ID

    (line,) = lines()
    assert (line["event"], line["request_id"], line["topic"]) == ("3 of 5", ID, "wms.orders")


def test_an_exception_is_one_line(lines):
    try:
        int("first\nsecond")
    except ValueError:
        logging.getLogger("elsewhere").exception("it broke")

    (line,) = lines()
    assert line["exception"].startswith("Traceback")
    assert "second" in line["exception"]


def test_health_is_not_logged(lines):
    Browser().get("/health/live")

    assert lines() == []
