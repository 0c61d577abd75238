"""One request id and one log line per request."""

import re
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from wms.platform.observability.metrics import note_request
from wms.platform.tracing import request_id, request_id_of

log = structlog.get_logger("wms.access")

# The id becomes the trace id of events and workflows, so only what can be one is taken over.
_GIVEN = re.compile(r"[0-9a-f]{32}")
_UNLOGGED = frozenset({"/health/live", "/health/ready", "/metrics"})


class RequestMiddleware:
    """Gives a request its id, echoes it as ``X-Request-ID``, and notes how the request went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        begun = time.perf_counter()
        structlog.contextvars.clear_contextvars()  # the thread has answered others before
        with request_id(_given_id(request)) as known:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = known
            seconds = time.perf_counter() - begun
            method, route = request.method or "", _route_of(request)
            note_request(method, route, response.status_code, seconds)
            if request.path not in _UNLOGGED:
                log.info(
                    "request",
                    method=method,
                    route=route,
                    status=response.status_code,
                    ms=round(seconds * 1000, 1),
                )
            return response


def _given_id(request: HttpRequest) -> str | None:
    given = request.headers.get("X-Request-ID", "").replace("-", "").lower()
    if _GIVEN.fullmatch(given):
        return given
    return request_id_of(request.headers.get("traceparent"))


def _route_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return f"/{match.route}" if match else "unknown"
