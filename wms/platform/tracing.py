"""The one request id that follows a request through HTTP, Kafka and the workflow.

It is the trace id of W3C Trace Context, so that an id in a log line and one in a trace agree.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from secrets import token_hex
from types import MappingProxyType
from uuid import UUID

_NONE: Mapping[UUID, str] = MappingProxyType({})
_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
_request_ids: ContextVar[Mapping[UUID, str]] = ContextVar("request_ids", default=_NONE)
_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")


def current_request_id() -> str:
    """Return the id of the request being handled; outside of one, a new id each time."""
    return _request_id.get() or new_request_id()


def known_request_id() -> str | None:
    """Return the id of the request being handled; None outside of one."""
    return _request_id.get()


def new_request_id() -> str:
    """Return 32 random hexadecimal digits."""
    return token_hex(16)


@contextmanager
def request_id(value: str | None) -> Iterator[str]:
    """Give everything inside the block one request id: this one, or a new one if None."""
    known = value or new_request_id()
    token = _request_id.set(known)
    try:
        yield known
    finally:
        _request_id.reset(token)


@contextmanager
def request_ids(by_key: Mapping[UUID, str]) -> Iterator[None]:
    """Let what the block says of a key belong to that key's request, the rest to the current one.

    For work that several requests have caused together.
    """
    token = _request_ids.set(by_key)
    try:
        yield
    finally:
        _request_ids.reset(token)


def traceparent(key: UUID | None = None) -> str:
    """Return a request id as a ``traceparent`` header (W3C Trace Context).

    It is the current one, or that of a key which has one of its own.
    """
    known = _request_ids.get().get(key) if key is not None else None
    return f"00-{known or current_request_id()}-{token_hex(8)}-01"


def request_id_of(header: str | None) -> str | None:
    """Return the request id in a ``traceparent`` header, or None if it holds none."""
    match = _TRACEPARENT.fullmatch(header or "")
    return match[1] if match else None
