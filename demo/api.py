"""The public HTTP API as a client sees it."""

import time
from collections.abc import Iterator
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

import httpx

Json = dict[str, Any]

TIMEOUT_SECONDS = 30.0
PAUSE_SECONDS = 0.5
PAGE_LIMIT = 200


class Refused(Exception):
    """The server refuses a request; ``code`` is stable, the text is for people."""

    def __init__(self, request: str, status: int, code: str, detail: str) -> None:
        super().__init__(f"{request}: {status} {code} {detail}")
        self.status = status
        self.code = code


class Away(Exception):
    """The server does not answer, or not usefully, for too long."""


class Api:
    """A bearer token's view of the API; safe to share between threads."""

    def __init__(self, url: str, token: str, *, patience_seconds: float = 30.0) -> None:
        """Call the server at a URL; one that is away is asked again for so many seconds."""
        self._patience = patience_seconds
        self._client = httpx.Client(
            base_url=f"{url.rstrip('/')}/api/v1/",
            headers={"Authorization": f"Bearer {token}"},
            timeout=TIMEOUT_SECONDS,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def get(self, path: str, **query: str | int) -> Json:
        """Return what is at a path.

        Raises:
            Refused: the server answers with a problem.
            Away: it does not answer.
        """
        return self._call("GET", path, params=query)

    def post(self, path: str, body: Json | None = None, *, key: str | None = None) -> Json:
        """Post a body, by default none; ``key`` makes a repeat safe where nothing else does.

        Raises:
            Refused: the server answers with a problem.
            Away: it does not answer.
        """
        return self._call("POST", path, json=body, key=key)

    def delete(self, path: str) -> Json:
        """Delete what is at a path.

        Raises:
            Refused: the server answers with a problem.
            Away: it does not answer.
        """
        return self._call("DELETE", path)

    def every(self, path: str, **query: str | int) -> Iterator[Json]:
        """Yield a whole list, page by page."""
        page = self.get(path, **{"limit": PAGE_LIMIT, **query})
        yield from page["results"]
        while page["next"]:
            page = self._call("GET", page["next"])
            yield from page["results"]

    def _call(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, str | int] | None = None,
        json: Json | None = None,
        key: str | None = None,
    ) -> Json:
        headers = {"Idempotency-Key": key} if key else {}
        deadline = time.monotonic() + self._patience
        while True:
            try:
                answer = self._client.request(
                    method, path, params=params or None, json=json, headers=headers
                )
            except httpx.TransportError as error:
                trouble = str(error) or type(error).__name__
            else:
                if answer.is_success:
                    return _body_of(answer)
                refusal = _refusal(f"{method} {path}", answer)
                if not (answer.is_server_error or refusal.code == "request_in_flight"):
                    raise refusal
                trouble = str(refusal)
            if time.monotonic() > deadline:
                raise Away(trouble)
            time.sleep(PAUSE_SECONDS)


def _body_of(answer: httpx.Response) -> Json:
    if answer.status_code == HTTPStatus.NO_CONTENT or not answer.content:
        return {}
    try:
        body = answer.json()
    except ValueError:
        body = None
    return body if isinstance(body, dict) else {"text": answer.text}


def _refusal(request: str, answer: httpx.Response) -> Refused:
    problem = _body_of(answer)
    detail = str(problem.get("errors") or problem.get("detail") or "")[:300]
    code = str(problem.get("code", "unknown"))
    return Refused(request, answer.status_code, code, detail)
