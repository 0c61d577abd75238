"""Requests to the public HTTP API: faults that pass are tried again, others are raised."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from typing import Any

import httpx

ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.25
MOST_OF_A_PAGE = 200


class ServerAway(Exception):
    """The server did not answer, or not usefully, however often it was asked."""


class NotAllowed(Exception):
    """The token is wrong, or may not do this."""


def patiently(client: httpx.Client, ask: Callable[[], httpx.Response]) -> httpx.Response:
    """Return an answer that another try would not change.

    Raises:
        NotAllowed: the token does not do.
        ServerAway: the server cannot be reached, or fails, after several attempts.
    """
    problem = ""
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
        try:
            answer = ask()
        except httpx.TransportError as error:
            problem = str(error) or type(error).__name__
            continue
        code = code_of(answer)
        if answer.status_code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            raise NotAllowed(f"the server says {answer.status_code} {code}")
        if not (answer.is_server_error or code == "request_in_flight"):
            return answer
        problem = f"it answers {answer.status_code} {code}"
    raise ServerAway(f"{client.base_url} gives no answer: {problem}")


def every(client: httpx.Client, path: str, **query: str) -> Iterator[dict[str, Any]]:
    """Yield all of a list, page by page.

    Raises:
        NotAllowed: the token does not do.
        ServerAway: the server gives no list, after several attempts.
    """
    asked: dict[str, str] = {**query, "limit": str(MOST_OF_A_PAGE)}
    while True:
        page = patiently(client, partial(client.get, path, params=asked))
        if page.status_code != HTTPStatus.OK:
            raise ServerAway(f"{client.base_url}{path} answers {page.status_code} {code_of(page)}")
        body = page.json()
        yield from body["results"]
        if not body["next"]:
            return
        asked = {**asked, "cursor": httpx.URL(body["next"]).params["cursor"]}


def code_of(answer: httpx.Response) -> str:
    """Return the code of a problem; of any other answer, its status."""
    return str(_problem_in(answer).get("code", f"http_{answer.status_code}"))


def detail_of(answer: httpx.Response) -> str:
    """Return what a problem says, in a few words."""
    problem = _problem_in(answer)
    return str(problem.get("errors") or problem.get("detail", ""))[:300]


def _problem_in(answer: httpx.Response) -> dict[str, object]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
