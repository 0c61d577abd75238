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
    direction, last = _position(page.cursor)
    if direction == _NEWER:
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
        next=_cursor(_OLDER, rows[-1].pk) if has_older else None,
        previous=_cursor(_NEWER, rows[0].pk) if has_newer else None,
    )


def _cursor(direction: bytes, row_id: UUID) -> str:
    return urlsafe_b64encode(direction + row_id.bytes).rstrip(b"=").decode()


def _position(cursor: str | None) -> tuple[bytes, UUID | None]:
    if cursor is None:
        return _OLDER, None
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        direction, row_id = raw[:1], UUID(bytes=raw[1:])
    except ValueError as error:
        raise InvalidCursor("no page gave this cursor") from error
    if direction not in (_OLDER, _NEWER):
        raise InvalidCursor("no page gave this cursor")
    return direction, row_id
