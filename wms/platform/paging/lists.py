"""One page of a list: the newest first, there and back; or in the order of work, onwards only."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from wms.kernel.pages import Page, PageRequest
from wms.platform.paging.cursors import (
    InvalidCursor,
    Key,
    Way,
    check_limit,
    cursor_of,
    moment,
    number,
    place_of,
    row_id,
)

RowT = TypeVar("RowT")
ModelT = TypeVar("ModelT", bound=Model)
ItemT = TypeVar("ItemT")

BY_ID: Key = (row_id(),)
BY_URGENCY: Key = (number("priority_rank"), row_id())


Strands: TypeAlias = "QuerySet[ModelT] | Sequence[QuerySet[ModelT]]"
"""The rows of a list: in several querysets that have no row in common, each is read from an index
of its own, no further than the page goes."""


def of_each(
    rows: QuerySet[ModelT], field: str, values: Iterable[Any]
) -> Sequence[QuerySet[ModelT]]:
    """Return the rows of each of these values by themselves; without values, all rows.

    Worth it where an index has the field and then the order of the list: it has that within one
    value only. Elsewhere a value that few rows have is looked for in all of them.
    """
    wanted = dict.fromkeys(values)
    return [rows.filter(**{field: each}) for each in wanted] or [rows]


def newest_first(
    strands: "Strands[ModelT]", page: PageRequest, describe: Callable[[ModelT], ItemT]
) -> Page[ItemT]:
    """Return one page of rows by ``id``, a UUIDv7: rows made later never shift it. One query.

    Raises:
        InvalidCursor: no page gave this cursor, or the limit is not 1 to 200.
    """
    return _there_and_back(strands, page, describe, BY_ID, is_down=not page.is_up)


def latest_first(
    strands: "Strands[ModelT]",
    page: PageRequest,
    describe: Callable[[ModelT], ItemT],
    *,
    time: str = "occurred_at",
) -> Page[ItemT]:
    """Return one page of rows by their time, over tables that are partitioned by it. One query.

    Raises:
        InvalidCursor: no page gave this cursor, or the limit is not 1 to 200.
    """
    return _there_and_back(
        strands, page, describe, (moment(time), row_id()), is_down=not page.is_up
    )


@dataclass(frozen=True)
class Sort:
    """An order of a list: by the parts of a key, up or down."""

    key: Key
    is_down: bool = False


def in_order(
    strands: "Strands[ModelT]",
    page: PageRequest,
    describe: Callable[[ModelT], ItemT],
    sort: Sort,
) -> Page[ItemT]:
    """Return one page of rows in an order, which an index has. One query.

    Raises:
        InvalidCursor: no page of a list in such an order gave this cursor, or the limit is not 1 to
            200.
    """
    return _there_and_back(strands, page, describe, sort.key, is_down=sort.is_down)


def oldest_first(
    queryset: QuerySet[ModelT], page: PageRequest, describe: Callable[[ModelT], ItemT]
) -> Page[ItemT]:
    """Return one page of work by age (``id``, a UUIDv7), to be read onwards.

    Raises:
        InvalidCursor: no page of such a list gave the cursor, or the limit is not 1 to 200.
    """
    return onwards(_reader(queryset, BY_ID), page, describe, BY_ID)


def most_urgent_first(
    queryset: QuerySet[ModelT], page: PageRequest, describe: Callable[[ModelT], ItemT]
) -> Page[ItemT]:
    """Return one page of work by ``priority_rank``, then by age, to be read onwards.

    Raises:
        InvalidCursor: no page of such a list gave the cursor, or the limit is not 1 to 200.
    """
    return onwards(_reader(queryset, BY_URGENCY), page, describe, BY_URGENCY)


def onwards(
    read: Callable[[tuple[Any, ...] | None, int], Sequence[RowT]],
    page: PageRequest,
    describe: Callable[[RowT], ItemT],
    key: Key,
) -> Page[ItemT]:
    """Return one page of what ``read`` returns: at most so many rows after a key, in its order.

    Raises:
        InvalidCursor: no page of such a list gave the cursor, or the limit is not 1 to 200.
    """
    check_limit(page)
    if page.is_up:
        raise InvalidCursor("this list has an order of its own")
    last = None
    if page.cursor is not None:
        way, last = place_of(page.cursor, key)
        if way is not Way.ONWARDS:
            raise InvalidCursor("no page of this list gave this cursor")
    found = read(last, page.limit + 1)
    rows = found[: page.limit]
    has_more = len(found) > page.limit
    return Page(
        results=tuple(describe(row) for row in rows),
        next=cursor_of(rows[-1], key, Way.ONWARDS) if has_more else None,
    )


def _reader(
    queryset: QuerySet[ModelT], key: Key
) -> Callable[[tuple[Any, ...] | None, int], Sequence[ModelT]]:
    ordered = queryset.order_by(*(part.name for part in key))
    return lambda last, limit: list(_beyond(ordered, key, last, "gt")[:limit])


def _there_and_back(
    strands: "Strands[ModelT]",
    page: PageRequest,
    describe: Callable[[ModelT], ItemT],
    key: Key,
    *,
    is_down: bool = True,
) -> Page[ItemT]:
    check_limit(page)
    way, last = Way.OLDER, None
    if page.cursor is not None:
        way, last = place_of(page.cursor, key)
        if way is Way.ONWARDS:
            raise InvalidCursor("no page of this list gave this cursor")
    is_newer = way is Way.NEWER
    # Back in a list that goes down is up.
    is_up = is_newer if is_down else not is_newer
    order = [part.name if is_up else f"-{part.name}" for part in key]
    found = _first_of(
        [
            _beyond(each.order_by(*order), key, last, "gt" if is_up else "lt")[: page.limit + 1]
            for each in ([strands] if isinstance(strands, QuerySet) else strands)
        ],
        order,
        page.limit + 1,
    )
    rows, has_more = found[: page.limit], len(found) > page.limit
    if is_newer:
        rows.reverse()
    has_newer = has_more if is_newer else last is not None and bool(rows)
    has_older = bool(rows) if is_newer else has_more
    return Page(
        results=tuple(describe(row) for row in rows),
        next=cursor_of(rows[-1], key, Way.OLDER) if has_older else None,
        previous=cursor_of(rows[0], key, Way.NEWER) if has_newer else None,
    )


def _first_of(
    strands: Sequence[QuerySet[ModelT]], order: Sequence[str], count: int
) -> list[ModelT]:
    """Return the first rows of all strands, each of which holds no more than so many."""
    if not strands:
        return []
    first, *others = strands
    if not others:
        return list(first)
    return list(first.union(*others, all=True).order_by(*order)[:count])


def _beyond(
    queryset: QuerySet[ModelT], key: Key, last: tuple[Any, ...] | None, way: str
) -> QuerySet[ModelT]:
    """Keep the rows beyond a key; a page far back is as near in the index as the first."""
    if last is None:
        return queryset
    first, *others = (part.name for part in key)
    if not others:
        return queryset.filter(Q(**{f"{first}__{way}": last[0]}))
    compared = TupleGreaterThan if way == "gt" else TupleLessThan
    # The first condition alone says enough to leave out whole partitions.
    return queryset.filter(
        Q(**{f"{first}__{way}e": last[0]}), compared(Tuple(first, *others), last)
    )
