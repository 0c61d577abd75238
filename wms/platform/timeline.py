"""Keyset pages in the order of a timestamp, over tables that are partitioned by it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from wms.kernel.pages import MAX_LIMIT, Page, PageRequest
from wms.platform.pagination import InvalidCursor, cursor_of, position_of

RowT = TypeVar("RowT", bound=Model)
ItemT = TypeVar("ItemT")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_TIME_BYTES = 8


def paginate_by_time(
    strands: Sequence[QuerySet[RowT]],
    page: PageRequest,
    describe: Callable[[RowT], ItemT],
    *,
    time: str = "occurred_at",
) -> Page[ItemT]:
    """Return one page of rows, newest first, each row described.

    The key is the time, then ``id``. The rows may come in several querysets that have no row in
    common, so that each can be read from an index of its own: one query for each.

    Raises:
        InvalidCursor: no page gave this cursor, or the limit is not 1 to 200.
    """
    if not 1 <= page.limit <= MAX_LIMIT:
        raise InvalidCursor(f"limit is 1 to {MAX_LIMIT}")
    is_newer, key = position_of(page.cursor, _TIME_BYTES + 16)
    last = None if key is None else _read(key)
    way = "gt" if is_newer else "lt"
    order = (time, "id") if is_newer else (f"-{time}", "-id")
    found = sorted(
        chain.from_iterable(
            _beyond(strand, last, time, way).order_by(*order)[: page.limit + 1]
            for strand in strands
        ),
        key=attrgetter(time, "id"),
        reverse=not is_newer,
    )
    rows, has_more = found[: page.limit], len(found) > page.limit
    if is_newer:
        rows.reverse()
    has_newer = has_more if is_newer else last is not None and bool(rows)
    has_older = bool(rows) if is_newer else has_more
    return Page(
        results=tuple(describe(row) for row in rows),
        next=cursor_of(_key(rows[-1], time), is_newer=False) if has_older else None,
        previous=cursor_of(_key(rows[0], time), is_newer=True) if has_newer else None,
    )


def _beyond(
    strand: QuerySet[RowT], last: tuple[datetime, UUID] | None, time: str, way: str
) -> QuerySet[RowT]:
    if last is None:
        return strand
    at, row_id = last
    # The first condition alone says enough to leave out whole partitions.
    return strand.filter(
        Q(**{f"{time}__{way}e": at}),
        Q(**{f"{time}__{way}": at}) | Q(**{f"id__{way}": row_id}),
    )


def _key(row: Model, time: str) -> bytes:
    at, row_id = attrgetter(time, "id")(row)
    microseconds: int = (at - _EPOCH) // _MICROSECOND
    raw: bytes = row_id.bytes
    return microseconds.to_bytes(_TIME_BYTES, signed=True) + raw


def _read(key: bytes) -> tuple[datetime, UUID]:
    try:
        at = _EPOCH + _MICROSECOND * int.from_bytes(key[:_TIME_BYTES], signed=True)
    except OverflowError as error:
        raise InvalidCursor("no page gave this cursor") from error
    return at, UUID(bytes=key[_TIME_BYTES:])
