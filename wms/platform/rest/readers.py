"""What reads a contract from JSON or from words, made once for each."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticCustomError, SchemaValidator, core_schema

from wms.platform.rest.contract_schemas import inlined
from wms.platform.rest.shapes import Shape, shape_of

# RFC 3339, and nothing that a number could be taken for.
_WRITTEN = {
    "datetime": re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d.*", re.ASCII),
    "date": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
}
_TYPES: dict[str, type[date]] = {"datetime": datetime, "date": date}
_HINTS = {
    "datetime": "An instant is written like 2026-01-31T12:00:00Z.",
    "date": "A date is written like 2026-01-31.",
}


@dataclass(frozen=True)
class Reader:
    """Reads one contract; ``shape`` says how large a body of it may be."""

    validator: SchemaValidator
    shape: Shape
    holds_instants: bool


_readers: dict[Any, Reader] = {}


def reader_of(contract: Any) -> Reader:
    """Return the reader of a contract, or of a tuple of contracts."""
    if contract not in _readers:  # making one is dear
        _readers[contract] = _made(contract)
    return _readers[contract]


def _made(contract: Any) -> Reader:
    adapter = TypeAdapter[Any](contract)
    schema = adapter.json_schema()
    written: Any = _with_written_times(adapter.core_schema)
    return Reader(
        validator=SchemaValidator(written),
        shape=shape_of(inlined(schema, schema.get("$defs", {}))),
        holds_instants="'date-time'" in str(schema),
    )


def _with_written_times(schema: Any) -> Any:
    """Return a schema that takes no number for a date: pydantic reads "0" as the year 1970."""
    if isinstance(schema, list):
        return [_with_written_times(each) for each in schema]
    if isinstance(schema, tuple):
        return tuple(_with_written_times(each) for each in schema)
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") in _WRITTEN:
        return core_schema.no_info_plain_validator_function(_time_reader(schema))
    return {name: _with_written_times(value) for name, value in schema.items()}


def _time_reader(schema: Any) -> Callable[[Any], Any]:
    kind = str(schema["type"])
    inner = SchemaValidator(schema)

    def read(value: Any) -> Any:
        if isinstance(value, _TYPES[kind]):
            return inner.validate_python(value)
        if not isinstance(value, str):
            raise PydanticCustomError(f"{kind}_type", _HINTS[kind])
        if not _WRITTEN[kind].fullmatch(value):
            raise PydanticCustomError(f"{kind}_parsing", _HINTS[kind])
        return inner.validate_python(value, strict=False)

    return read
