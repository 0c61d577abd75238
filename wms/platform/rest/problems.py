"""Every refusal and failure as a problem document (RFC 9457)."""

import json
import logging
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import DatabaseError, DataError, OperationalError
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError
from rest_framework.exceptions import APIException

from wms.kernel.errors import Conflict, DomainError, NotFound
from wms.platform.database import is_busy
from wms.platform.paging.cursors import InvalidCursor
from wms.platform.rest.faults import Fault, InvalidRequest
from wms.platform.rest.preconditions import PreconditionFailed
from wms.platform.tracing import current_request_id

MEDIA_TYPE = "application/problem+json"

log = logging.getLogger(__name__)

_BY_DJANGO: tuple[tuple[type[Exception], HTTPStatus, str], ...] = (
    (Http404, HTTPStatus.NOT_FOUND, "not_found"),
    (PermissionDenied, HTTPStatus.FORBIDDEN, "permission_denied"),
    (RequestDataTooBig, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large"),
    (SuspiciousOperation, HTTPStatus.BAD_REQUEST, "malformed"),
    (BadRequest, HTTPStatus.BAD_REQUEST, "malformed"),
    (MultiPartParserError, HTTPStatus.BAD_REQUEST, "malformed"),
)


def problem(
    status: int,
    code: str,
    detail: str = "",
    *,
    faults: tuple[Fault, ...] = (),
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """Return a problem document; ``code`` is what clients decide by, never the words."""
    title = HTTPStatus(status).phrase
    body: dict[str, Any] = {
        "type": f"urn:wms:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail or title,
        "request_id": current_request_id(),
    }
    if faults:
        body["errors"] = [asdict(fault) for fault in faults]
    return HttpResponse(
        json.dumps(body), status=status, content_type=MEDIA_TYPE, headers=headers or {}
    )


def problem_of(exc: Exception, context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG001 - the framework's signature
    """Return the answer to a request that raised."""
    match exc:
        case InvalidRequest():
            return problem(exc.status_code, "invalid", str(exc.detail), faults=exc.faults)
        case APIException():
            return _of_framework(exc)
        case DomainError():
            return _of_refusal(exc)
        case DatabaseError() | ConnectionError():
            return _of_server(exc)
        case _:
            pass
    for kind, status, code in _BY_DJANGO:
        if isinstance(exc, kind):
            return problem(status, code)
    log.error("a request failed", exc_info=exc)
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal")


def _of_refusal(exc: DomainError) -> HttpResponse:
    status, detail = _status_of(exc), str(exc)
    if not exc.pointer:
        return problem(status, exc.code, detail)
    fault = Fault(pointer=exc.pointer, code=exc.code, detail=detail)
    return problem(status, exc.code, detail, faults=(fault,))


def _status_of(refusal: DomainError) -> HTTPStatus:
    match refusal:
        case InvalidCursor():
            return HTTPStatus.BAD_REQUEST
        case NotFound():
            return HTTPStatus.NOT_FOUND
        case PreconditionFailed():
            return HTTPStatus.PRECONDITION_FAILED
        case Conflict():
            return HTTPStatus.CONFLICT
        case _:
            return HTTPStatus.UNPROCESSABLE_ENTITY


def _of_server(exc: DatabaseError | ConnectionError) -> HttpResponse:
    if isinstance(exc, ConnectionError):
        log.warning("something that is needed is away", exc_info=exc)
        return _unavailable()
    if isinstance(exc, DataError):
        # A value that passed every check and still fits no column.
        log.warning("the database refused a value", exc_info=exc)
        return problem(HTTPStatus.BAD_REQUEST, "invalid", "A value is out of bounds.")
    if is_busy(exc):
        log.warning("the database gave up on a request", exc_info=exc)
        return problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "busy",
            "Somebody else holds what this needs. Nothing was changed; send it again.",
            headers={"Retry-After": "1"},
        )
    log.error("the database failed", exc_info=exc)
    if isinstance(exc, OperationalError):
        return _unavailable()
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal")


def _unavailable() -> HttpResponse:
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", headers={"Retry-After": "1"})


def _of_framework(exc: APIException) -> HttpResponse:
    code = exc.get_codes()
    headers = {}
    if auth_header := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = f"{wait:.0f}"
    return problem(
        exc.status_code,
        code if isinstance(code, str) else exc.default_code,
        str(exc.detail),
        headers=headers,
    )
