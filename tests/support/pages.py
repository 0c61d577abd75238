"""Lists that are read page by page."""

from collections.abc import Callable
from typing import TypeVar

from wms.kernel.pages import Page

ItemT = TypeVar("ItemT")


def through_all(read: Callable[[str | None], Page[ItemT]]) -> list[ItemT]:
    """Return what all pages have, each read from where the one before it ended."""
    page = read(None)
    seen = [*page.results]
    while page.next is not None:
        page = read(page.next)
        seen += page.results
    return seen
