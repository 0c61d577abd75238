"""Names that an object in a JSON body gives more than once."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from wms.platform.rest.faults import MAX_FAULTS, Fault, pointer_to

Path = tuple[int | str, ...]
Pairs = list[tuple[str, Any]]


class _Object:
    """An object that repeats names, or holds one that does; nothing else of it is kept."""

    def __init__(self, repeated: list[str], inside: dict[str, Any]) -> None:
        self.repeated, self.inside = repeated, inside


class _Search:
    """Goes through one body; after a hundred names it looks for no more."""

    def __init__(self) -> None:
        self._left = MAX_FAULTS
        # Numbers are nothing: nobody reads them here, and long ones are dear.
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_int=_nothing, parse_float=_nothing
        )

    def through(self, text: str) -> Any:
        return self._decoder.decode(text)

    def _object(self, pairs: Pairs) -> _Object | None:
        repeated: list[str] = []
        if self._left > 0 and len(dict(pairs)) != len(pairs):
            times = Counter(name for name, _ in pairs)
            repeated = [name for name, count in times.items() if count > 1][: self._left]
            self._left -= len(repeated)
        inside = {name: value for name, value in pairs if _holds_repeats(value)}
        return _Object(repeated, inside) if repeated or inside else None


def repeats_in(raw: bytes) -> Iterator[Fault]:
    """Yield a fault for each name that one object of a body gives more than once, up to 100."""
    try:
        found = _Search().through(raw.decode())
    except ValueError:
        yield Fault(pointer="", code="malformed_json", detail="It is no JSON.")
    else:
        yield from dict.fromkeys(_repeats(found, ()) if _holds_repeats(found) else ())


def _nothing(_number: str) -> None:
    return None


def _holds_repeats(value: Any) -> bool:
    if isinstance(value, list):
        return any(_holds_repeats(each) for each in value)
    return isinstance(value, _Object)


def _repeats(value: Any, path: Path) -> Iterator[Fault]:
    if isinstance(value, list):
        for index, inside in enumerate(value):
            if isinstance(inside, list | _Object):
                yield from _repeats(inside, (*path, index))
    elif isinstance(value, _Object):
        for name in value.repeated:
            yield Fault(pointer=pointer_to((*path, name)), code="repeated", detail="Give it once.")
        for name, inside in value.inside.items():
            yield from _repeats(inside, (*path, name))
