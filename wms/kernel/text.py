"""What may stand in a code and what in a text: two rules, for every edge.

A contract says of each of its strings which it is. The rules are applied where something comes
in (a body, a query, a form, a file, a command line) and never to what was stored before.
"""

import unicodedata
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal

EDGE: Final = "edge"
"""The context under which contracts are read at an edge: only there are the rules applied."""

Kind = Literal["code", "text", "opaque"]
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Control, format, half of a pair, line and paragraph separators, exotic spaces.
_NOT_IN_A_CODE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
_NOT_IN_A_TEXT = frozenset({"Cc", "Cs", "Zl", "Zp"})


def clean_code(code: str) -> str:
    """Return a code as it is kept: NFC, without white space around it.

    Raises:
        ValueError: it holds a control or format character, or a space inside that is not the
            plain one.
    """
    if code.isascii() and code.isprintable():
        return code.strip()
    cleaned = unicodedata.normalize("NFC", code).strip()
    for character in cleaned:
        if character != " " and unicodedata.category(character) in _NOT_IN_A_CODE:
            raise ValueError(f"a code holds no {_name_of(character)}")
    return cleaned


def clean_text(text: str) -> str:
    """Return a text as it is kept: NFC, without white space around it; a blank one is empty.

    Raises:
        ValueError: it holds a control character or one that turns the direction of what follows;
            joiners and the marks of a direction are part of many languages and stay.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    cleaned = unicodedata.normalize("NFC", text).strip()
    for character in cleaned:
        if character in _BIDI or unicodedata.category(character) in _NOT_IN_A_TEXT:
            raise ValueError(f"a text holds no {_name_of(character)}")
    return cleaned


def folded(code: str) -> str:
    """Return what codes have in common that people take for one: case and spelling aside."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", code).strip().casefold())


def _name_of(character: str) -> str:
    name = unicodedata.name(character, "control character").lower()
    return f"{name} (U+{ord(character):04X})"


class Rule:
    """Says of a string of a contract what it is; the reader of contracts asks it how to read."""

    def __init__(
        self, kind: Literal["code", "text", "opaque"], clean: Callable[[str], str]
    ) -> None:
        """Name what the string is, and how one that comes in is cleaned."""
        self.kind = kind
        self._clean = clean

    def __repr__(self) -> str:
        return f"Rule({self.kind})"

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Clean first, then look at the length: what is blank is too short."""

        def cleaned(value: Any, info: Any) -> Any:
            if info.context != EDGE or not isinstance(value, str):
                return value
            return self._clean(value)

        return {
            "type": "function-before",
            "function": {"type": "with-info", "function": cleaned},
            "schema": handler(source),
        }


CODE: Final = Rule("code", clean_code)
TEXT: Final = Rule("text", clean_text)
OPAQUE: Final = Rule("opaque", str)

Code = Annotated[str, CODE]
"""What distinguishes things."""
Text = Annotated[str, TEXT]
"""What people read."""
Opaque = Annotated[str, OPAQUE]
"""A document, a secret or a cursor: made by a machine for a machine, never written by a person."""
