"""Lists that are never unbounded: a page, and how one is asked for."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from wms.kernel.text import Opaque

ItemT = TypeVar("ItemT")

DEFAULT_LIMIT = 50
MAX_LIMIT = 200


@dataclass(frozen=True, kw_only=True)
class PageRequest:
    """Which page: ``cursor`` as an earlier page gave it, None for the first one.

    ``is_up`` asks for what was made first, first, where a list has no order of its own.
    """

    cursor: Opaque | None = None
    limit: int = DEFAULT_LIMIT
    is_up: bool = False


@dataclass(frozen=True, kw_only=True)
class Page(Generic[ItemT]):
    """Some of a list, newest first; ``next`` and ``previous`` are cursors."""

    results: tuple[ItemT, ...]
    next: Opaque | None = None
    previous: Opaque | None = None
