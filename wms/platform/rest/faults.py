"""What is wrong with a request, all of it at once, each fault with a JSON pointer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rest_framework.exceptions import APIException
from rest_framework.status import HTTP_400_BAD_REQUEST

MAX_FAULTS = 100
# Names that a sender made up come back in the answer.
MAX_NAME = 100

# The codes are ours: stable when the library that finds the faults renames its own.
_CODES = {
    "missing": "required",
    "unexpected_keyword_argument": "unknown_field",
    "extra_forbidden": "unknown_field",
    "json_invalid": "malformed_json",
    "too_short": "too_short",
    "string_too_short": "too_short",
    "too_long": "too_long",
    "string_too_long": "too_long",
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
    "enum": "not_a_choice",
    "literal_error": "not_a_choice",
    "value_error": "invalid_value",
    "timezone_aware": "no_time_zone",
}
# What the library says in its own language is said in that of JSON.
_WORDS = tuple(
    (re.compile(theirs), ours)
    for theirs, ours in (
        (r"^Tuple should have (.*?) after validation", r"List should have \1"),
        (r"a valid tuple$", "a valid array"),
        (r"a dictionary or an instance of \w+$", "an object"),
        (r"a valid dictionary$", "an object"),
        (r"^UUID input should be a string, bytes or UUID object$", "Input should be a UUID"),
        (r"should be None$", "should be null"),
    )
)


class Place(StrEnum):
    """Which part of a request a fault is in."""

    BODY = "body"
    QUERY = "query"
    PATH = "path"
    HEADER = "header"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing wrong with a part of a request.

    ``pointer`` (RFC 6901) leads to it in the body, or names the parameter or the header; it is
    empty for the whole body.
    """

    pointer: str
    code: str
    detail: str
    place: Place = Place.BODY


class InvalidRequest(APIException):
    """The request cannot be understood; nothing was done."""

    status_code = HTTP_400_BAD_REQUEST
    default_code = "invalid"

    def __init__(self, faults: Iterable[Fault], place: Place = Place.BODY) -> None:
        first = islice(faults, MAX_FAULTS)
        self.faults = tuple(replace(fault, place=place) for fault in first)
        super().__init__("The request is not valid: see errors.", self.default_code)


def pointer_to(path: Iterable[int | str]) -> str:
    """Return a path of names and indexes as a JSON pointer (RFC 6901); long names are cut."""
    return "".join(f"/{_shortened(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def details_of(error: ValidationError) -> list[ErrorDetails]:
    """Return what a validation found, without the values it found it in."""
    return error.errors(include_url=False, include_input=False, include_context=False)


def faults_of(found: Sequence[ErrorDetails]) -> list[Fault]:
    """Return the faults of a validation, in the order in which they were found.

    A list whose items are all faulty counts as empty for the validator; that is no fault of the
    sender, so a list is not called too short when something inside it is wrong.
    """
    outer = {
        path[:length] for path in (each["loc"] for each in found) for length in range(len(path))
    }
    return [
        Fault(pointer=pointer_to(each["loc"]), code=_code_of(each), detail=_detail_of(each))
        for each in found
        if not (each["type"] == "too_short" and each["loc"] in outer)
    ]


def _shortened(part: int | str) -> str:
    said = str(part)
    return said if len(said) <= MAX_NAME else f"{said[:MAX_NAME]}…"


def _code_of(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind in _CODES:
        return _CODES[kind]
    return "wrong_type" if kind.endswith("_type") else "wrong_format"


def _detail_of(error: ErrorDetails) -> str:
    if error["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        return "There is no such field."
    said = error["msg"].removeprefix("Value error, ")
    for theirs, ours in _WORDS:
        said = theirs.sub(ours, said)
    return said
