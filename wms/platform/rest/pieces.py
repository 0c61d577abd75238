"""The faults of a large document, found piece by piece, so that nobody pays for all of them."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from itertools import islice
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import ValidationError
from pydantic_core import ErrorDetails, to_json

from wms.kernel.text import EDGE
from wms.platform.rest.faults import details_of
from wms.platform.rest.readers import reader_of

Path = tuple[int | str, ...]

PIECE = 25


def details_in(contract: Any, document: Any, path: Path = ()) -> Iterator[ErrorDetails]:
    """Yield what is wrong with a document, as the validation of all of it would.

    What an object says of itself as a whole is left out where it holds lists: they are looked at
    by themselves.
    """
    lists = _lists_of(contract)
    if not isinstance(document, dict) or not lists:
        yield from _validated(contract, document, path)
        return
    taken_out = {name for name in lists if isinstance(document.get(name), list)}
    shell = {name: [] if name in taken_out else value for name, value in document.items()}
    hollow = {(), *((name,) for name in taken_out)}
    for detail in _validated(contract, shell, ()):
        if detail["loc"] not in hollow:
            yield _below(path, detail)
    for name in sorted(taken_out):
        yield from _in_list(lists[name], document[name], (*path, name))


def _in_list(item: Any, values: list[Any], path: Path) -> Iterator[ErrorDetails]:
    if _lists_of(item):
        for index, value in enumerate(values):
            yield from details_in(item, value, (*path, index))
        return
    for start in range(0, len(values), PIECE):
        piece = list(islice(values, start, start + PIECE))
        for detail in _validated(tuple[item, ...], piece, ()):
            nth, *inside = detail["loc"]
            yield {**detail, "loc": (*path, start + int(nth), *inside)}


def _validated(contract: Any, document: Any, path: Path) -> list[ErrorDetails]:
    try:
        reader_of(contract).validator.validate_json(
            to_json(document), strict=True, extra="forbid", context=EDGE
        )
    except ValidationError as error:
        return [_below(path, detail) for detail in details_of(error)]
    return []


def _below(path: Path, detail: ErrorDetails) -> ErrorDetails:
    return {**detail, "loc": (*path, *detail["loc"])}


@cache
def _lists_of(contract: Any) -> dict[str, Any]:
    """Return the fields of a contract that are lists, with what each is a list of."""
    if not (isinstance(contract, type) and is_dataclass(contract)):
        return {}
    items = {name: _item_of(hint) for name, hint in get_type_hints(contract).items()}
    return {name: item for name, item in items.items() if item is not None}


def _item_of(hint: Any) -> Any:
    if get_origin(hint) is tuple:
        return get_args(hint)[0]
    return next((item for each in get_args(hint) if (item := _item_of(each)) is not None), None)
