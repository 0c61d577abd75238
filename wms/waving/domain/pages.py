"""How a wave is cut into pages that fit a message."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from wms.waving.contracts import MAX_PAGE_LINES, MAX_PAGE_ORDERS

OrderT = TypeVar("OrderT")


def pages_of(
    orders: Iterable[OrderT], lines_of: Callable[[OrderT], int]
) -> tuple[tuple[OrderT, ...], ...]:
    """Cut orders into pages of at most 500 orders and 2,000 lines, in the order given."""
    pages: list[list[OrderT]] = []
    lines_on_page = 0
    for order in orders:
        lines = lines_of(order)
        is_full = pages and (
            len(pages[-1]) == MAX_PAGE_ORDERS or lines_on_page + lines > MAX_PAGE_LINES
        )
        if not pages or is_full:
            pages.append([])
            lines_on_page = 0
        pages[-1].append(order)
        lines_on_page += lines
    return tuple(map(tuple, pages))
