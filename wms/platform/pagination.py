"""Keyset pages over tables whose primary key is a UUIDv7: newest first, never an offset."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from wms.kernel.errors import DomainError
from wms.kernel.pages import MAX_LIMIT, Page, PageRequest

RowT = TypeVar("RowT", bound=Model)
ItemT = TypeVar("ItemT")

_OLDER, _NEWER = b">", b"<"


class InvalidCursor(DomainError):
    """The cursor did not come from a page of this list, or the limit is out of bounds."""

    code = "invalid_cursor"


def paginate(
    queryset: QuerySet[RowT], page: PageRequest, describe: Callable[[RowT], ItemT]
) -> Page[ItemT]:
    """Return one page of the rows, newest first, each row described.

    One query. The key is ``id``: rows made later than the page was read never shift it.

    Raises:
        InvalidCursor: no page gave this cursor, or the limit is not 1 to 200.
    """
    if not 1 <= page.limit <= MAX_LIMIT:
        raise InvalidCursor(f"limit is 1 to {MAX_LIMIT}")
    is_newer, key = position_of(page.cursor, key_bytes=16)
    last = None if key is None else UUID(bytes=key)
    if is_newer:
        found = list(queryset.filter(id__gt=last).order_by("id")[: page.limit + 1])
        rows = found[: page.limit][::-1]
        has_newer, has_older = len(found) > page.limit, bool(rows)
    else:
        older = queryset if last is None else queryset.filter(id__lt=last)
        found = list(older.order_by("-id")[: page.limit + 1])
        rows = found[: page.limit]
        has_newer, has_older = last is not None and bool(rows), len(found) > page.limit
    return Page(
        results=tuple(describe(row) for row in rows),
        next=cursor_of(rows[-1].pk.bytes, is_newer=False) if has_older else None,
        previous=cursor_of(rows[0].pk.bytes, is_newer=True) if has_newer else None,
    )


def cursor_of(key: bytes, *, is_newer: bool) -> str:
    """Return a cursor to what is newer, or older, than a row with this key."""
    direction = _NEWER if is_newer else _OLDER
    return urlsafe_b64encode(direction + key).rstrip(b"=").decode()


def position_of(cursor: str | None, key_bytes: int) -> tuple[bool, bytes | None]:
    """Return whether newer rows are asked for, and than which; without a cursor the newest.

    Raises:
        InvalidCursor: no page gave this cursor.
    """
    if cursor is None:
        return False, None
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError as error:
        raise InvalidCursor("no page gave this cursor") from error
    direction, key = raw[:1], raw[1:]
    if direction not in (_OLDER, _NEWER) or len(key) != key_bytes:
        raise InvalidCursor("no page gave this cursor")
    return direction == _NEWER, key
