"""How long the body of a request may be: refused by what it says of itself, before it is read."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from wms.platform.rest.problems import problem
from wms.platform.rest.readers import reader_of

# What the framework takes apart by itself, at many times its length.
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_TEXT = "text/plain; charset=utf-8"


class BodyTooLarge(APIException):
    """The body is longer than any that is taken here; it was not read."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


class BodyLimitMiddleware:
    """Refuses what is too long for every address, uploads too; routes have limits of their own.

    Forms are kept much shorter than what programs send.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 413 to a long body, and else what the view does."""
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if request.content_type in _FORMS or not request.path.startswith("/api/"):
            most = min(most, settings.MAX_FORM_BYTES)
        if _length_of(request.META) <= most:
            return self.get_response(request)
        status, detail = HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"At most {most} bytes."
        if request.path.startswith("/api/"):
            return problem(status, BodyTooLarge.default_code, detail)
        return HttpResponse(detail, status=status, content_type=_TEXT)


def limit_of(contract: type[Any]) -> int:
    """Return how many bytes a body has at most that is such a contract, however it is written."""
    most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return min(reader_of(contract).shape.max_bytes, most)


def check_length(request: Request, contract: type[Any]) -> None:
    """Look whether a body could be such a contract, by its length.

    Raises:
        BodyTooLarge: it is longer.
    """
    most = limit_of(contract)
    if _length_of(request.META) > most:
        raise BodyTooLarge(f"At most {most} bytes.")


def _length_of(headers: dict[str, Any]) -> int:
    said = str(headers.get("CONTENT_LENGTH") or "0")
    # What is no number is read as nothing by the framework; one this long is over any limit.
    return int(said[:18]) if said.isascii() and said.isdecimal() else 0
