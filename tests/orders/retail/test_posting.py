"""Posting orders to a server that is not always well: a real one, on loopback."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from wms.orders.contracts import Address, NewOrder, NewOrderLine
from wms.orders.retail import http as asking
from wms.orders.retail.http import NotAllowed, ServerAway
from wms.orders.retail.imports import Counts, post_all
from wms.orders.retail.posts import OrderPoster, OrderRefused, Outcome, key_of

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
def server(
    *answers, known: Sequence[str] = (), again: bool = False
) -> Iterator[tuple[OrderPoster, list[Any]]]:
    """Answer posts with these, the last one again and again; keep what was posted.

    ``known`` are the statuses of the orders that had the reference before, the newest first.
    """
    asked: list[Any] = []
    pages = [[each] for each in known] or [[]]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            cursor = int(dict(parse_qsl(urlsplit(self.path).query)).get("cursor", 0))
            is_last = cursor + 1 >= len(pages)
            next_page = f"http://elsewhere/api/v1/orders?cursor={cursor + 1}"
            orders = [{"order_id": "o-1", "status": status} for status in pages[cursor]]
            self.answer(200, {"next": None if is_last else next_page, "results": orders})

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, answer, *headers = answers[min(len(asked), len(answers) - 1)]
            asked.append((self.path, self.headers.get("Idempotency-Key"), json.loads(body)))
            self.answer(status, answer, *headers)

        def answer(self, status, body, *headers):
            text = json.dumps(body).encode()
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
                yield OrderPoster(client, again=again), asked
        finally:
            http.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch):
    monkeypatch.setattr(asking, "FIRST_PAUSE_SECONDS", 0.001)


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
        assert poster.post(ORDER).outcome == outcome

    assert len(asked) == requests
    path, key, body = asked[0]
    assert (path, body["external_ref"]) == ("/api/v1/orders", "536365")
    assert key == key_of("536365", 1)


@pytest.mark.parametrize(
    ("known", "again", "outcome", "attempt"),
    [
        ((), False, Outcome.POSTED, 1),
        (("received",), True, Outcome.ALREADY_THERE, None),
        (("completed", "rejected"), True, Outcome.ALREADY_THERE, None),
        (("cancelling",), True, Outcome.ALREADY_THERE, None),
        (("rejected",), False, Outcome.POSTED, 2),
        (("rejected", "rejected", "cancelled"), False, Outcome.POSTED, 4),
        (("cancelled",), False, Outcome.CANCELLED_BEFORE, None),
        (("cancelled", "rejected"), False, Outcome.CANCELLED_BEFORE, None),
        (("cancelled", "rejected"), True, Outcome.POSTED, 3),
    ],
)
def test_rejected_orders_come_back_and_cancelled_ones_only_if_asked_for(
    known, again, outcome, attempt
):
    with server(POSTED, known=known, again=again) as (poster, asked):
        assert poster.post(ORDER).outcome is outcome

    keys = [] if attempt is None else [key_of("536365", attempt)]
    assert [key for _path, key, _body in asked] == keys


def test_every_attempt_at_every_reference_has_a_key_of_its_own():
    keys = [key_of(ref, attempt) for ref in ("536365", "Nº 5", "№ 5") for attempt in (1, 2, 12)]

    assert len(set(keys)) == len(keys)
    assert all(key.isascii() and key.isprintable() and len(key) <= 200 for key in keys)
    assert keys[2].endswith("/12")


@pytest.mark.parametrize(
    ("answer", "refusal", "requests"),
    [
        (problem(400, "invalid"), OrderRefused, 1),
        (problem(401, "not_authenticated"), NotAllowed, 1),
        (problem(403, "permission_denied"), NotAllowed, 1),
        (problem(503, "unavailable"), ServerAway, asking.ATTEMPTS),
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

    assert len(asked) <= 3 * 2 * asking.ATTEMPTS
