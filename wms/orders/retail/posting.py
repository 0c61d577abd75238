"""Posting orders through the public HTTP API, so that a repeat makes nothing twice."""

import time
from enum import StrEnum
from http import HTTPStatus

import httpx
from pydantic import TypeAdapter

from wms.orders.contracts import NewOrder

ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.25

_ORDER = TypeAdapter(NewOrder)


class Outcome(StrEnum):
    """What came of posting an order."""

    POSTED = "posted"
    ALREADY_THERE = "already_there"


class OrderRefused(Exception):
    """The server refuses an order for good; ``code`` is its reason."""

    def __init__(self, external_ref: str, code: str, detail: str) -> None:
        super().__init__(f"order {external_ref} is refused: {code} {detail}")
        self.code = code


class ServerAway(Exception):
    """The server did not answer, or not usefully, however often it was asked."""


class NotAllowed(Exception):
    """The token is wrong, or may not do this."""


class OrderPoster:
    """Posts orders; safe to share between threads.

    The Idempotency-Key is the order's ``external_ref``, which is also unique per client: an
    order that a stopped run has posted is found there, within a day by its key and later by its
    reference.
    """

    def __init__(self, client: httpx.Client) -> None:
        """Post with a client that knows the address of the API and carries a token."""
        self._client = client

    def post(self, order: NewOrder) -> Outcome:
        """Post an order once, asking again while the server is away.

        Raises:
            OrderRefused: the server will not have it.
            NotAllowed: nor would it have any other, from this token.
            ServerAway: it cannot be reached, or fails, after several attempts.
        """
        body = _ORDER.dump_json(order)
        headers = {"Idempotency-Key": order.external_ref}
        problem = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            try:
                answer = self._client.post(
                    "orders",
                    content=body,
                    headers={**headers, "Content-Type": "application/json"},
                )
            except httpx.TransportError as error:
                problem = str(error) or type(error).__name__
                continue
            code = _code_of(answer)
            if answer.status_code == HTTPStatus.CREATED:
                is_replay = "Idempotent-Replay" in answer.headers
                return Outcome.ALREADY_THERE if is_replay else Outcome.POSTED
            if code == "duplicate_external_ref":
                return Outcome.ALREADY_THERE
            if code == "idempotency_key_reused":
                # The same invoice on another day has another ship_by: its reference decides.
                headers = {}
            elif answer.status_code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
                raise NotAllowed(f"the server says {answer.status_code} {code}")
            elif not (answer.is_server_error or code == "request_in_flight"):
                raise OrderRefused(order.external_ref, code, _detail_of(answer))
            problem = f"it answers {answer.status_code} {code}"
        raise ServerAway(f"{self._client.base_url} gives no answer: {problem}")


def _problem_in(answer: httpx.Response) -> dict[str, object]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _code_of(answer: httpx.Response) -> str:
    return str(_problem_in(answer).get("code", f"http_{answer.status_code}"))


def _detail_of(answer: httpx.Response) -> str:
    problem = _problem_in(answer)
    return str(problem.get("errors") or problem.get("detail", ""))[:300]
