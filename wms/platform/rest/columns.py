"""Contracts as rows of a table: their fields as columns, those within others with a dot between."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic_core import to_json, to_jsonable_python

from wms.kernel.cells import harmless


def columns_of(contract: type[Any]) -> list[tuple[str, ...]]:
    """Return the columns of a contract, each as the names that lead to its value."""
    hints = get_type_hints(contract)
    found: list[tuple[str, ...]] = []
    for field in fields(contract):
        inside = _contract_in(hints[field.name])
        if inside is None:
            found.append((field.name,))
        else:
            found += [(field.name, *each) for each in columns_of(inside)]
    return found


def written(columns: Iterable[tuple[str, ...]], items: Iterable[Any]) -> Iterator[bytes]:
    """Yield the lines of a table (RFC 4180), its head first; lists are JSON within their cell."""
    columns = list(columns)
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    yield _line(writer, line, [".".join(each) for each in columns])
    for item in items:
        said = to_jsonable_python(item)
        yield _line(writer, line, [_cell(said, each) for each in columns])


def _line(writer: Any, line: io.StringIO, row: Iterable[Any]) -> bytes:
    line.seek(0)
    line.truncate()
    writer.writerow(row)
    return line.getvalue().encode()


def _cell(said: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        said = None if said is None else said[name]
    if isinstance(said, bool):
        return "true" if said else "false"
    if isinstance(said, list | dict):
        return to_json(said).decode()
    return harmless(said)


def _contract_in(hint: Any) -> type[Any] | None:
    """Return the contract that a field holds, if it holds one or none."""
    if get_origin(hint) in {Union, UnionType}:
        parts = [each for each in get_args(hint) if each is not type(None)]
        hint = parts[0] if len(parts) == 1 else None
    return hint if isinstance(hint, type) and is_dataclass(hint) else None
