"""Going through a body from its first byte, only as far as a contract could reach."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from wms.platform.rest.contract_schemas import Schema
from wms.platform.rest.faults import MAX_FAULTS, Fault, pointer_to

Path = tuple[int | str, ...]

# Possessive: nothing is remembered to go back to. A quote alone is a string that never ends.
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],:]|[^\s{}\[\],:"]+|"', re.DOTALL)
_OPENING, _CLOSING = {b"[": list, b"{": dict}, {b"]": list, b"}": dict}


@dataclass
class _Frame:
    """A list or an object that is not closed yet."""

    kind: type[Any]
    path: Path
    schema: Schema
    count: int = 0
    name: str | None = None
    names: set[str] = field(default_factory=set)

    @property
    def awaits_name(self) -> bool:
        """Return whether the next word is the name of a field."""
        return self.kind is dict and self.name is None

    @property
    def place(self) -> Path:
        """Return where the next value stands."""
        return (*self.path, self.count if self.name is None else self.name)

    @property
    def expected(self) -> Schema | None:
        """Return what the next value should be; None for one that nobody wants."""
        if self.kind is list:
            items: Schema = self.schema.get("items", {})
            return items
        found: Schema | None = self.schema.get("properties", {}).get(self.name)
        return found


class _Ended(Exception):
    """There is nothing to be gained from going on."""


class _Walk:
    """Where we are in a body; ``found`` are the faults that were seen on the way."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._frames: list[_Frame] = []
        self.found: list[Fault] = []

    def take(self, token: bytes) -> None:
        """Go past a token.

        Raises:
            _Ended: it does not belong there, or nobody wants what comes after it.
        """
        if token in _OPENING:
            self._open(_OPENING[token])
        elif not self._frames or token == b'"':
            raise _Ended
        elif token in _CLOSING:
            if self._frames.pop().kind is not _CLOSING[token]:
                raise _Ended
        elif token == b",":
            self._next(self._frames[-1])
        elif self._frames[-1].awaits_name and token != b":":
            self._name(self._frames[-1], token)

    def _open(self, kind: type[Any]) -> None:
        top = self._frames[-1] if self._frames else None
        place = top.place if top else ()
        wanted = _wanted(kind, top.expected if top else self._schema)
        if wanted is None:
            noun = "list" if kind is list else "object"
            self._add(place, "wrong_type", f"No {noun} stands here.")
            raise _Ended
        self._frames.append(_Frame(kind, place, wanted))

    def _next(self, top: _Frame) -> None:
        top.count, top.name = top.count + 1, None
        most = top.schema.get("maxItems", 0)
        if top.kind is list and top.count >= most:
            self._add(top.path, "too_long", f"At most {most} items.")
            raise _Ended

    def _name(self, top: _Frame, token: bytes) -> None:
        top.name = _name_in(token)
        if top.name in top.names:
            self._add(top.place, "repeated", "Give it once.")
        elif top.expected is None:
            self._add(top.place, "unknown_field", "There is no such field.")
        top.names.add(top.name)

    def _add(self, path: Path, code: str, detail: str) -> None:
        self.found.append(Fault(pointer=pointer_to(path), code=code, detail=detail))


def misfits(raw: bytes, schema: Schema) -> list[Fault]:
    """Return what makes a body larger than its contract, as far as it was gone through.

    Lists are too long, names are unknown or repeated, and lists or objects stand where none do.
    What is no JSON is left to the validation, which ends there too.
    """
    walk = _Walk(schema)
    for token in _TOKEN.finditer(raw):
        try:
            walk.take(token[0])
        except _Ended:
            break
        if len(walk.found) >= MAX_FAULTS:
            break
    return walk.found


def _name_in(token: bytes) -> str:
    try:
        return str(json.loads(token))
    except ValueError as error:
        raise _Ended from error


def _wanted(kind: type[Any], schema: Schema | None) -> Schema | None:
    """Return the schema of a list, or of an object, among what may stand in a place."""
    options = [] if schema is None else kinds_of(schema)
    if kind is list:
        return next((each for each in options if each.get("type") == "array"), None)
    fields = [each["properties"] for each in options if "properties" in each]
    return {"properties": {k: v for each in fields for k, v in each.items()}} if fields else None


def kinds_of(schema: Schema) -> list[Schema]:
    """Return what may stand where a schema does: its alternatives, or only itself."""
    kinds: list[Schema] = schema.get("anyOf") or schema.get("oneOf") or [schema]
    return kinds
