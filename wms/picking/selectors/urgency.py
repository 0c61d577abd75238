"""Pages of tasks in the order in which pickers should take them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from wms.kernel.pages import MAX_LIMIT, Page, PageRequest
from wms.picking.models import PickTask
from wms.picking.models.tasks import PickTaskQuerySet
from wms.platform.pagination import InvalidCursor

ItemT = TypeVar("ItemT")


def most_urgent_first(
    rows: PickTaskQuerySet, page: PageRequest, describe: Callable[[PickTask], ItemT]
) -> Page[ItemT]:
    """Return one page of tasks by priority and then by age; such a list is only read onwards.

    Raises:
        InvalidCursor: no page of this list gave the cursor, or the limit is not 1 to 200.
    """
    if not 1 <= page.limit <= MAX_LIMIT:
        raise InvalidCursor(f"limit is 1 to {MAX_LIMIT}")
    if page.cursor is not None:
        rank, last = _position(page.cursor)
        rows = rows.filter(Q(priority_rank__gt=rank) | Q(priority_rank=rank, id__gt=last))
    found = list(rows.order_by("priority_rank", "id")[: page.limit + 1])
    shown = found[: page.limit]
    return Page(
        results=tuple(describe(row) for row in shown),
        next=_cursor(shown[-1]) if len(found) > page.limit else None,
    )


def _cursor(row: PickTask) -> str:
    place = row.priority_rank.to_bytes(2) + row.id.bytes
    return urlsafe_b64encode(place).rstrip(b"=").decode()


def _position(cursor: str) -> tuple[int, UUID]:
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return int.from_bytes(raw[:2]), UUID(bytes=raw[2:])
    except ValueError as error:
        raise InvalidCursor("no page gave this cursor") from error
