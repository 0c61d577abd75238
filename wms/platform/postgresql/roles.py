"""The roles of PostgreSQL that statements run in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from wms.kernel.contexts import CONTEXTS

LOGIN: Final = "wms_app"
"""Connects, and may use the tables of the platform; it becomes each of the others for a while."""

OWNER: Final = "wms_owner"
"""Owns schemas and tables: migrations are made in it, and the months of a table."""

EVENTS: Final = "wms_events"
"""Drains the outboxes and replays the event logs; no other role reads them."""

_instead: ContextVar[str | None] = ContextVar("role", default=None)


def role_of(context: str) -> str:
    """Return the role of a context."""
    return f"wms_{context}"


ROLES: Final = (OWNER, EVENTS, *map(role_of, CONTEXTS))
"""All that the app becomes; none of them can connect."""


def role_instead() -> str | None:
    """Return the role in which this block works, in place of that of each context."""
    return _instead.get()


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Let every statement of the block run in one role, whatever it is of."""
    token = _instead.set(role)
    try:
        yield
    finally:
        _instead.reset(token)
