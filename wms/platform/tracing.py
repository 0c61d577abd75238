"""The one request id that follows a request through HTTP, Kafka and the workflow.

It is the trace id of W3C Trace Context, so that an id in a log line and one in a trace agree.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from secrets import token_hex

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
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


def traceparent() -> str:
    """Return the current request id as a ``traceparent`` header (W3C Trace Context)."""
    return f"00-{current_request_id()}-{token_hex(8)}-01"


def request_id_of(header: str | None) -> str | None:
    """Return the request id in a ``traceparent`` header, or None if it holds none."""
    match = _TRACEPARENT.fullmatch(header or "")
    return match[1] if match else None
