"""Cursors: the key of the last row seen, and the way to read on, as clients carry them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from wms.kernel.errors import DomainError
from wms.kernel.pages import MAX_LIMIT, PageRequest

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class InvalidCursor(DomainError):
    """The cursor did not come from a page of this list, or the limit is out of bounds."""

    code = "invalid_cursor"


class Way(Enum):
    """Which rows are asked for: older or newer than the last one seen, or those after it."""

    OLDER = b">"
    NEWER = b"<"
    ONWARDS = b"+"


@dataclass(frozen=True)
class Part:
    """A field of the key of a list, and how it is written: always as many bytes."""

    name: str
    width: int
    write: Callable[[Any], bytes]
    read: Callable[[bytes], Any]


def number(name: str) -> Part:
    """Return a part that holds a whole number from 0 to 65,535."""
    return Part(name, 2, lambda value: int(value).to_bytes(2), int.from_bytes)


def moment(name: str) -> Part:
    """Return a part that holds a time, to the microsecond."""
    return Part(
        name,
        8,
        lambda at: ((at - _EPOCH) // _MICROSECOND).to_bytes(8, signed=True),
        lambda raw: _EPOCH + _MICROSECOND * int.from_bytes(raw, signed=True),
    )


def day(name: str) -> Part:
    """Return a part that holds a day."""
    return Part(
        name,
        4,
        lambda value: int(value.toordinal()).to_bytes(4),
        lambda raw: date.fromordinal(int.from_bytes(raw)),
    )


def word(name: str, width: int) -> Part:
    """Return a part that holds a text of at most so many bytes."""
    return Part(
        name,
        width,
        lambda value: str(value).encode().ljust(width, b"\0"),
        lambda raw: raw.rstrip(b"\0").decode(),
    )


def row_id(name: str = "id") -> Part:
    """Return a part that holds the id of a row, which ends every key: no two rows share one."""
    return Part(name, 16, lambda value: bytes(value.bytes), lambda raw: UUID(bytes=raw))


Key = tuple[Part, ...]


def check_limit(page: PageRequest) -> None:
    """Refuse a page of no rows, or of more than 200.

    Raises:
        InvalidCursor: the limit is not 1 to 200.
    """
    if not 1 <= page.limit <= MAX_LIMIT:
        raise InvalidCursor(f"limit is 1 to {MAX_LIMIT}")


def cursor_of(row: Any, key: Key, way: Way) -> str:
    """Return the cursor that reads on from a row."""
    raw = b"".join(part.write(getattr(row, part.name)) for part in key)
    return urlsafe_b64encode(way.value + raw).rstrip(b"=").decode()


def place_of(cursor: str, key: Key) -> tuple[Way, tuple[Any, ...]]:
    """Return the way to read on, and the key of the last row seen.

    Raises:
        InvalidCursor: no page of a list with such a key gave this cursor.
    """
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return Way(raw[:1]), tuple(_values(raw[1:], key))
    except (ValueError, OverflowError) as error:
        raise InvalidCursor("no page gave this cursor") from error


def _values(raw: bytes, key: Key) -> Iterator[Any]:
    if len(raw) != sum(part.width for part in key):
        raise ValueError("it is the key of another list")
    start = 0
    for part in key:
        yield part.read(raw[start : start + part.width])
        start += part.width
