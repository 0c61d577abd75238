"""Pages of work that waits, in the order in which it should be done; only read onwards."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from wms.kernel.pages import MAX_LIMIT, Page, PageRequest
from wms.platform.pagination import InvalidCursor

RowT = TypeVar("RowT", bound=Model)
ItemT = TypeVar("ItemT")

_OLDEST_FIRST, _RANK_BYTES = b"+", 2
_rank_of: Callable[[Model], int] = attrgetter("priority_rank")


def most_urgent_first(
    queryset: QuerySet[RowT], page: PageRequest, describe: Callable[[RowT], ItemT]
) -> Page[ItemT]:
    """Return one page of rows by ``priority_rank``, then by age (``id``, a UUIDv7).

    Raises:
        InvalidCursor: no page of such a list gave the cursor, or the limit is not 1 to 200.
    """
    if page.cursor is not None:
        head, last = _place(page.cursor)
        if len(head) != _RANK_BYTES:
            raise InvalidCursor("no page gave this cursor")
        place = (int.from_bytes(head), last)
        # One comparison of both, so that a page far back is as near as the first in the index.
        queryset = queryset.filter(TupleGreaterThan(Tuple("priority_rank", "id"), place))
    return _read(
        queryset.order_by("priority_rank", "id"),
        page,
        describe,
        lambda row: _rank_of(row).to_bytes(_RANK_BYTES),
    )


def oldest_first(
    queryset: QuerySet[RowT], page: PageRequest, describe: Callable[[RowT], ItemT]
) -> Page[ItemT]:
    """Return one page of rows by age (``id``, a UUIDv7).

    Raises:
        InvalidCursor: no page of such a list gave the cursor, or the limit is not 1 to 200.
    """
    if page.cursor is not None:
        kind, last = _place(page.cursor)
        if kind != _OLDEST_FIRST:
            raise InvalidCursor("no page gave this cursor")
        queryset = queryset.filter(id__gt=last)
    return _read(queryset.order_by("id"), page, describe, lambda _row: _OLDEST_FIRST)


def _read(
    queryset: QuerySet[RowT],
    page: PageRequest,
    describe: Callable[[RowT], ItemT],
    head_of: Callable[[RowT], bytes],
) -> Page[ItemT]:
    if not 1 <= page.limit <= MAX_LIMIT:
        raise InvalidCursor(f"limit is 1 to {MAX_LIMIT}")
    found = list(queryset[: page.limit + 1])
    shown = found[: page.limit]
    more = len(found) > page.limit
    return Page(
        results=tuple(describe(row) for row in shown),
        next=_cursor(head_of(shown[-1]), shown[-1].pk) if more else None,
    )


def _cursor(head: bytes, row_id: UUID) -> str:
    return urlsafe_b64encode(head + row_id.bytes).rstrip(b"=").decode()


def _place(cursor: str) -> tuple[bytes, UUID]:
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return raw[:-16], UUID(bytes=raw[-16:])
    except ValueError as error:
        raise InvalidCursor("no page gave this cursor") from error
