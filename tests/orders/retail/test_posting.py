"""Posting orders to a server that is not always well: a real one, on loopback."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest

from wms.orders.contracts import Address, NewOrder, NewOrderLine
from wms.orders.retail import posting
from wms.orders.retail.importing import Counts, post_all
from wms.orders.retail.posting import NotAllowed, OrderPoster, OrderRefused, Outcome, ServerAway

ORDER = NewOrder(
    external_ref="536365",
    customer_id="17850",
    shipping_address=Address(name="x", line1="x", city="Leeds", postal_code="LS1", country="GB"),
    lines=(NewOrderLine(line_no=1, sku="85123A", quantity=6),),
)
POSTED: tuple[Any, ...] = (201, {})


def problem(status, code):
    return status, {"code": code, "detail": ""}


@contextmanager
def server(*answers) -> Iterator[tuple[OrderPoster, list[Any]]]:
    """Answer requests with these, the last one again and again; keep what was asked."""
    asked: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, answer, *headers = answers[min(len(asked), len(answers) - 1)]
            asked.append((self.path, self.headers.get("Idempotency-Key"), json.loads(body)))
            text = json.dumps(answer).encode()
            self.send_response(status)
            for name, value in dict(*headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_words):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            url = f"http://127.0.0.1:{http.server_port}/api/v1/"
            with httpx.Client(base_url=url) as client:
                yield OrderPoster(client), asked
        finally:
            http.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch):
    monkeypatch.setattr(posting, "FIRST_PAUSE_SECONDS", 0.001)


@pytest.mark.parametrize(
    ("answers", "outcome", "requests"),
    [
        ([POSTED], Outcome.POSTED, 1),
        ([(201, {}, {"Idempotent-Replay": "true"})], Outcome.ALREADY_THERE, 1),
        ([problem(409, "duplicate_external_ref")], Outcome.ALREADY_THERE, 1),
        ([problem(503, "unavailable"), problem(500, "internal"), POSTED], Outcome.POSTED, 3),
        ([problem(409, "request_in_flight"), POSTED], Outcome.POSTED, 2),
        (
            [problem(422, "idempotency_key_reused"), problem(409, "duplicate_external_ref")],
            Outcome.ALREADY_THERE,
            2,
        ),
    ],
)
def test_posts_an_order_until_it_is_there(answers, outcome, requests):
    with server(*answers) as (poster, asked):
        assert poster.post(ORDER) == outcome

    assert len(asked) == requests
    path, key, body = asked[0]
    assert (path, key, body["external_ref"]) == ("/api/v1/orders", "536365", "536365")


@pytest.mark.parametrize(
    ("answer", "refusal", "requests"),
    [
        (problem(400, "invalid"), OrderRefused, 1),
        (problem(401, "not_authenticated"), NotAllowed, 1),
        (problem(403, "permission_denied"), NotAllowed, 1),
        (problem(503, "unavailable"), ServerAway, posting.ATTEMPTS),
    ],
)
def test_says_why_an_order_cannot_be_posted(answer, refusal, requests):
    with server(answer) as (poster, asked), pytest.raises(refusal):
        poster.post(ORDER)

    assert len(asked) == requests


def test_counts_what_came_of_each_order():
    counts, seen = Counts(), []
    answers = [POSTED, problem(409, "duplicate_external_ref"), problem(422, "invalid_order")]

    with server(*answers) as (poster, _):
        post_all(
            [ORDER] * 3,
            poster=poster,
            threads=1,
            counts=counts,
            report=lambda now: seen.append(now.done),
        )

    assert (counts.posted, counts.already_there) == (1, 1)
    assert counts.refused_by_server == {"invalid_order": 1}
    assert seen == [1, 2, 3]


def test_begins_nothing_more_when_the_server_is_away():
    with server(problem(503, "unavailable")) as (poster, asked), pytest.raises(ServerAway):
        post_all(
            [ORDER] * 100, poster=poster, threads=2, counts=Counts(), report=lambda _counts: None
        )

    assert len(asked) <= 3 * 2 * posting.ATTEMPTS
