"""Reading events from the tables of the contexts, which only the platform may."""

from collections.abc import Iterator
from contextlib import contextmanager

from wms.platform.postgresql.roles import EVENTS, as_role


@contextmanager
def reading_events() -> Iterator[None]:
    """Let the block read outboxes and event logs, and nothing else; it must ask no context."""
    with as_role(EVENTS):
        yield
