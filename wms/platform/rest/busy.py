"""Answers where the database gave up: nothing was changed, and the same may be sent again."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from wms.platform.database import is_busy
from wms.platform.rest.problems import problem_of

logger = logging.getLogger(__name__)
_TEXT = "text/plain; charset=utf-8"
_SAID = "Somebody else holds what this needs. Nothing was changed; try again."


class BusyMiddleware:
    """Answers for pages what a problem document says to programs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503 to what took too long; leave everything else to the framework."""
        if not (isinstance(exception, DatabaseError) and is_busy(exception)):
            return None
        if request.path.startswith("/api/"):
            return problem_of(exception)
        logger.warning("the database gave up on a page", exc_info=exception)
        return HttpResponse(
            _SAID,
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            content_type=_TEXT,
            headers={"Retry-After": "1"},
        )
