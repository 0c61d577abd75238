"""Names that an object in a JSON body gives more than once."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from wms.platform.rest.faults import Fault, pointer_to

Path = tuple[int | str, ...]
Pairs = list[tuple[str, Any]]


class _Repeated(Exception):
    """An object gives a name twice."""


class _Object:
    """An object as it was written, with every pair."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs


def repeats_in(raw: bytes) -> Iterator[Fault]:
    """Yield a fault for each name that one object of a body gives more than once."""
    try:
        _checker.decode(raw.decode())
    except _Repeated:
        yield from dict.fromkeys(_repeats(_reader.decode(raw.decode()), ()))
    except ValueError:
        yield Fault(pointer="", code="malformed_json", detail="It is no JSON.")


def _refuse_repeats(pairs: Pairs) -> None:
    if len(dict(pairs)) != len(pairs):
        raise _Repeated


def _decoder(hook: Callable[[Pairs], Any]) -> json.JSONDecoder:
    # Numbers stay text: nobody reads them here, and long ones are dear.
    return json.JSONDecoder(object_pairs_hook=hook, parse_int=str, parse_float=str)


# The check keeps nothing of a body, so that the few that repeat a name are read again for where.
_checker, _reader = _decoder(_refuse_repeats), _decoder(_Object)


def _repeats(value: Any, path: Path) -> Iterator[Fault]:
    if isinstance(value, list):
        for index, inside in enumerate(value):
            yield from _repeats(inside, (*path, index))
    elif isinstance(value, _Object):
        given = Counter(name for name, _ in value.pairs)
        for name in (name for name, times in given.items() if times > 1):
            yield Fault(pointer=pointer_to((*path, name)), code="repeated", detail="Give it once.")
        for name, inside in value.pairs:
            yield from _repeats(inside, (*path, name))
