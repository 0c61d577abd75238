"""Values that take as much room as their types let them."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from annotated_types import Le, Len

WIDEST = "\N{MOUSE FACE}"  # four bytes
LONGEST = 64
LATEST = {
    bool: False,
    UUID: UUID(int=2**128 - 1),
    date: date(2099, 12, 31),
    datetime: datetime(2099, 12, 31, 23, 59, 59, 999_999, UTC),
    timedelta: timedelta(days=999, microseconds=1),
    NoneType: None,
}


def largest(kind: Any, most: Mapping[str, int], path: str = "") -> Any:
    """Return the value of a type that takes most room.

    Args:
        kind: the type, a contract or an event mostly.
        most: how many rows a tuple has, by the path of its field.
        path: of the field whose type it is.
    """
    plain, bounds = _plain(kind)
    if get_origin(plain) is tuple:
        value: Any = (largest(get_args(plain)[0], most, path),) * most[path]
    elif is_dataclass(plain):
        hints = get_type_hints(plain, include_extras=True)
        kind_of_row: Any = plain
        value = object.__new__(kind_of_row)
        for each in fields(plain):
            inside = f"{path}.{each.name}".lstrip(".")
            is_whole = each.name == "left_out"
            found = 0 if is_whole else largest(hints[each.name], most, inside)
            object.__setattr__(value, each.name, found)
    elif isinstance(plain, type) and issubclass(plain, Enum):
        value = max(plain, key=lambda each: len(str(each.value)))
    elif plain is str:
        longest = [each.max_length for each in bounds if isinstance(each, Len)]
        value = WIDEST * ((longest[0] if longest else None) or LONGEST)
    elif plain is int:
        value = next((each.le for each in bounds if isinstance(each, Le)), 2_147_483_647)
    else:
        value = LATEST[plain]
    return value


def _plain(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return a type without its names, its bounds and None, and its bounds."""
    bounds: tuple[Any, ...] = ()
    while True:
        if hasattr(kind, "__supertype__"):
            kind = kind.__supertype__
        elif get_origin(kind) is Annotated:
            kind, *more = get_args(kind)
            bounds += tuple(more)
        elif get_origin(kind) in {UnionType, Union}:
            kind = next(each for each in get_args(kind) if each is not NoneType)
        else:
            return kind, bounds
