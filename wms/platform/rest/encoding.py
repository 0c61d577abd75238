"""Contracts from JSON and to JSON, with no field written twice."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import MAXYEAR, datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from wms.platform.rest.faults import Fault, InvalidRequest, faults_of, pointer_to
from wms.platform.rest.repeats import repeats_in

ContractT = TypeVar("ContractT")
Path = tuple[int | str, ...]

MAX_INTEGER = 2**63 - 1
# What may hide something that no table can store; other bodies are not walked a second time.
_SUSPECT = re.compile(rb"\\u0000|[0-9]{19}")


@dataclass(frozen=True)
class _Reader:
    adapter: TypeAdapter[Any]
    holds_instants: bool


_readers: dict[type[Any], _Reader] = {}


def _reader_of(contract: type[Any]) -> _Reader:
    if contract not in _readers:  # making one is dear
        adapter = TypeAdapter(contract)
        _readers[contract] = _Reader(adapter, "'date-time'" in str(adapter.json_schema()))
    return _readers[contract]


def parse(contract: type[ContractT], raw: bytes) -> ContractT:
    """Return a JSON body as a contract: exact types, no unknown field, none given twice.

    Raises:
        InvalidRequest: it is not; all faults are in it.
    """
    if not raw:
        raise InvalidRequest([Fault(pointer="", code="required", detail="The body is empty.")])
    try:
        parsed: ContractT = _reader_of(contract).adapter.validate_json(
            raw, strict=True, extra="forbid"
        )
    except ValidationError as error:
        found = faults_of(error)
        if found[0].code != "malformed_json":
            found = _once_each(found, [*repeats_in(raw), *_unstorable_in(raw)])
        raise InvalidRequest(found) from error
    faults = [*repeats_in(raw), *_unstorable_in(raw), *_bad_instants_in(contract, parsed)]
    if faults:
        raise InvalidRequest(faults)
    return parsed


def parse_query(contract: type[ContractT], values: dict[str, Any]) -> ContractT:
    """Return query parameters (text, or lists of text) as a contract; no unknown name.

    Raises:
        InvalidRequest: they are not; all faults are in it.
    """
    adapter = _reader_of(contract).adapter
    try:
        parsed: ContractT = adapter.validate_python(values, extra="forbid")
    except ValidationError as error:
        raise InvalidRequest(_once_each(faults_of(error), _unstorable(values, ()))) from error
    faults = [*_unstorable(vars(parsed), ()), *_bad_instants_in(contract, parsed)]
    if faults:
        raise InvalidRequest(faults)
    return parsed


def check_path(values: dict[str, Any]) -> None:
    """Look whether the words of a path could stand in a table.

    Raises:
        InvalidRequest: there is one that no table can store.
    """
    faults = list(_unstorable(values, ()))
    if faults:
        raise InvalidRequest(faults)


def _once_each(faults: list[Fault], more: Iterable[Fault]) -> list[Fault]:
    known = {fault.pointer for fault in faults}
    return [*faults, *(fault for fault in more if fault.pointer not in known)]


def _unstorable_in(raw: bytes) -> Iterator[Fault]:
    if not _SUSPECT.search(raw):
        return
    try:
        document = from_json(raw)
    except ValueError:
        return  # the validation has said so already
    yield from _unstorable(document, ())


def _unstorable(value: Any, path: Path) -> Iterator[Fault]:
    match value:
        case str() if "\0" in value:
            yield Fault(
                pointer=pointer_to(path), code="invalid_value", detail="It holds a NUL character."
            )
        case int() if abs(value) > MAX_INTEGER:
            yield Fault(
                pointer=pointer_to(path), code="too_large", detail=f"At most {MAX_INTEGER}."
            )
        case dict():
            for name, inside in value.items():
                yield from _unstorable(inside, (*path, name))
        case list() | tuple():
            for index, inside in enumerate(value):
                yield from _unstorable(inside, (*path, index))
        case _:
            pass


def _bad_instants_in(contract: type[Any], value: Any) -> list[Fault]:
    return list(_bad_instants(value, ())) if _reader_of(contract).holds_instants else []


def _bad_instants(value: Any, path: Path) -> Iterator[Fault]:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            yield Fault(
                pointer=pointer_to(path), code="no_time_zone", detail="An instant has an offset."
            )
        elif not 1 < value.year < MAXYEAR:  # in UTC it might be none
            yield Fault(
                pointer=pointer_to(path), code="invalid_value", detail="There is no such instant."
            )
    elif is_dataclass(value):
        for field in fields(value):
            yield from _bad_instants(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple | list):
        for index, inside in enumerate(value):
            yield from _bad_instants(inside, (*path, index))
