"""Query parameters as contracts."""

import re
from dataclasses import dataclass
from datetime import datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.http import QueryDict
from django.utils import timezone

from wms.kernel.pages import DEFAULT_LIMIT, MAX_LIMIT, PageRequest
from wms.platform.rest.faults import Fault, InvalidRequest, pointer_to


@dataclass(frozen=True)
class NoQuery:
    """The contract of a query where nothing is to be said, but perhaps for the page."""


PAGE_PARAMETERS = frozenset({"cursor", "limit"})
MAX_CURSOR = 200
# Never read at any length: Python refuses to, and answering so took the whole of it.
_NUMBER = re.compile(r"[0-9]{1,9}")


def values_for(contract: type[Any], parameters: QueryDict) -> dict[str, Any]:
    """Return the parameters as values of a contract: text, or lists where it wants several.

    Raises:
        InvalidRequest: a parameter that has one value was given more than once.
    """
    listed = _listed_fields(contract)
    values: dict[str, Any] = {}
    faults = []
    for name, given in parameters.lists():
        if name in PAGE_PARAMETERS:
            continue
        if name in listed:
            values[name] = given
            continue
        if len(given) > 1:
            faults.append(
                Fault(pointer=pointer_to([name]), code="repeated", detail="Give it once.")
            )
        values[name] = given[0]
    if faults:
        raise InvalidRequest(faults)
    return values


def page_request(parameters: QueryDict) -> PageRequest:
    """Return which page of a list the parameters ask for.

    Raises:
        InvalidRequest: the limit is not a number from 1 to 200, or the cursor is none.
    """
    limit, cursor = parameters.get("limit", str(DEFAULT_LIMIT)), parameters.get("cursor")
    faults = []
    if not (_NUMBER.fullmatch(limit) and 1 <= int(limit) <= MAX_LIMIT):
        faults.append(
            Fault(pointer="/limit", code="invalid_value", detail=f"A number from 1 to {MAX_LIMIT}.")
        )
    if cursor is not None and not 0 < len(cursor) <= MAX_CURSOR:
        faults.append(Fault(pointer="/cursor", code="invalid_value", detail="No such cursor."))
    if faults:
        raise InvalidRequest(faults)
    return PageRequest(cursor=cursor, limit=int(limit))


def check_past(as_of: datetime | None) -> None:
    """Refuse a moment nobody knows anything of yet.

    Raises:
        InvalidRequest: it lies in the future.
    """
    if as_of is not None and as_of > timezone.now():
        raise InvalidRequest(
            [Fault(pointer="/as_of", code="invalid_value", detail="This moment is yet to come.")]
        )


def _listed_fields(contract: type[Any]) -> frozenset[str]:
    hints = get_type_hints(contract)
    return frozenset(name for name, hint in hints.items() if _is_list(hint))


def _is_list(hint: Any) -> bool:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return any(_is_list(each) for each in get_args(hint))
    return origin in (tuple, list, frozenset, set)
