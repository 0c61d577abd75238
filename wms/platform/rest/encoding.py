"""Contracts from JSON and to JSON, with no field written twice."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import MAXYEAR, datetime
from itertools import islice
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import from_json

from wms.kernel.text import EDGE, clean_code
from wms.platform.rest.faults import (
    MAX_FAULTS,
    Fault,
    InvalidRequest,
    Place,
    details_of,
    faults_of,
    pointer_to,
)
from wms.platform.rest.json_scan import misfits
from wms.platform.rest.pieces import details_in
from wms.platform.rest.readers import Reader, reader_of
from wms.platform.rest.repeats import repeats_in

ContractT = TypeVar("ContractT")
Path = tuple[int | str, ...]

MAX_INTEGER = 2**63 - 1
# What may hide something that no table can store; other bodies are not walked a second time.
_SUSPECT = re.compile(rb"\\u0000|[0-9]{19}")


def parse(contract: type[ContractT], raw: bytes) -> ContractT:
    """Return a JSON body as a contract: exact types, no unknown field, none given twice.

    A body that may have more parts than the contract is gone through for lengths first, so that
    nothing is made of items that nobody wants.

    Raises:
        InvalidRequest: it is not; the first hundred faults are in it.
    """
    if not raw:
        raise InvalidRequest([Fault(pointer="", code="required", detail="The body is empty.")])
    reader = reader_of(contract)
    _check_extent(reader, raw)
    try:
        parsed: ContractT = reader.validator.validate_json(
            raw, strict=True, extra="forbid", context=EDGE
        )
    except ValidationError as error:
        found = _faults_in(contract, raw, error)
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
        InvalidRequest: they are not; the first hundred faults are in it.
    """
    try:
        parsed: ContractT = reader_of(contract).validator.validate_python(
            values, extra="forbid", context=EDGE
        )
    except ValidationError as error:
        found = faults_of(details_of(error))
        raise InvalidRequest(_once_each(found, _unstorable(values, ())), Place.QUERY) from error
    faults = [*_unstorable(vars(parsed), ()), *_bad_instants_in(contract, parsed)]
    if faults:
        raise InvalidRequest(faults, Place.QUERY)
    return parsed


def code_in_path(name: str, value: str) -> str:
    """Return a code that stands in a path, as it is kept.

    Raises:
        InvalidRequest: it can be no code.
    """
    try:
        return clean_code(value)
    except ValueError as error:
        fault = Fault(pointer=pointer_to([name]), code="invalid_value", detail=str(error))
        raise InvalidRequest([fault], Place.PATH) from error


def check_path(values: dict[str, Any]) -> None:
    """Look whether the words of a path could stand in a table.

    Raises:
        InvalidRequest: there is one that no table can store.
    """
    faults = list(_unstorable(values, ()))
    if faults:
        raise InvalidRequest(faults, Place.PATH)


def _check_extent(reader: Reader, raw: bytes) -> None:
    if reader.shape.may_exceed(raw):
        faults = misfits(raw, reader.shape.schema)
        if faults:
            raise InvalidRequest(faults)


def _faults_in(contract: type[Any], raw: bytes, error: ValidationError) -> list[Fault]:
    """Return the first faults; to put one into words costs more than to find it."""
    if error.error_count() > MAX_FAULTS:
        found = list(islice(details_in(contract, from_json(raw)), MAX_FAULTS))
        if found:
            return faults_of(found)
    return faults_of(details_of(error))


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
    yield from islice(_unstorable(document, ()), MAX_FAULTS)


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
    if not reader_of(contract).holds_instants:
        return []
    return list(islice(_bad_instants(value, ()), MAX_FAULTS))


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
