"""JSON schemas of contracts."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter

from wms.kernel.pages import Page

Schema = dict[str, Any]
REFERENCE = "#/components/schemas/{model}"


def schema_of(contract: Any) -> Schema:
    """Return the JSON schema of a contract, its parts under ``$defs``."""
    return TypeAdapter(contract).json_schema(ref_template=REFERENCE)


def name_of(contract: Any) -> str:
    """Return what a contract, a page or a tuple of contracts is called."""
    if get_origin(contract) is Page:
        return f"{name_of(get_args(contract)[0])}Page"
    if get_origin(contract) is tuple:
        return f"{name_of(get_args(contract)[0])}List"
    name: str = contract.__name__
    return name


@cache
def parts_of(contract: type[Any]) -> dict[str, type[Any]]:
    """Return the classes that a contract is made of, by name."""
    found: dict[str, type[Any]] = {}
    for part in _parts_in(contract, {contract}):
        found.setdefault(part.__name__, part)
    return found


def inlined(schema: Any, parts: Schema) -> Any:
    """Return a schema with every reference replaced by what it refers to."""
    if isinstance(schema, list):
        return [inlined(each, parts) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return inlined(parts[schema["$ref"].rpartition("/")[2]], parts)
    return {name: inlined(value, parts) for name, value in schema.items()}


def _parts_in(hint: Any, seen: set[Any]) -> Iterator[type[Any]]:
    if isinstance(hint, type) and is_dataclass(hint):
        for inside in get_type_hints(hint).values():
            yield from _new_parts_in(inside, seen)
    for argument in get_args(hint):
        yield from _new_parts_in(argument, seen)


def _new_parts_in(hint: Any, seen: set[Any]) -> Iterator[type[Any]]:
    is_named = isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, Enum))
    if is_named:
        if hint in seen:
            return
        seen.add(hint)
        yield hint
    yield from _parts_in(hint, seen)
