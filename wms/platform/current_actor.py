"""Who is acting: whoever causes the events of the command that runs.

A command says it by its ``actor``. What has none is of the product's own making: then it is the
part of it that runs, a consumer group, the saga or the clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

from wms.kernel.actors import system_actor

_actor: ContextVar[str | None] = ContextVar("actor", default=None)


def current_actor() -> str:
    """Return who is acting; where nobody said so, this kind of process."""
    return _actor.get() or system_actor(settings.PROCESS_KIND)


@contextmanager
def acting(actor: str) -> Iterator[None]:
    """Let everything inside the block be caused by this actor."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)
