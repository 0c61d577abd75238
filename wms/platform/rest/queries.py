"""Query parameters as contracts."""

import re
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.http import QueryDict
from django.utils import timezone

from wms.kernel.pages import DEFAULT_LIMIT, MAX_LIMIT, PageRequest
from wms.platform.rest.faults import Fault, InvalidRequest, Place, pointer_to


@dataclass(frozen=True)
class NoQuery:
    """The contract of a query where nothing is to be said, but perhaps for the page."""


# What the views see to, whatever the contract of the query is.
PAGE_PARAMETERS = frozenset({"cursor", "limit"})
FIELDS, FORMAT, SORT = "fields", "format", "sort"
UP, DOWN = "created_at", "-created_at"
MAX_CURSOR = 200
# Never read at any length: Python refuses to, and answering so took the whole of it.
_NUMBER = re.compile(r"[0-9]{1,9}")


def values_for(
    contract: type[Any], parameters: QueryDict, passed: Collection[str] = PAGE_PARAMETERS
) -> dict[str, Any]:
    """Return the parameters as values of a contract: text, or lists where it wants several.

    Args:
        contract: that of the query.
        parameters: those of the query.
        passed: the names of those that are not for it.

    Raises:
        InvalidRequest: a parameter that has one value was given more than once.
    """
    listed = _listed_fields(contract)
    values: dict[str, Any] = {}
    faults = []
    for name, given in parameters.lists():
        if name in passed:
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
        raise InvalidRequest(faults, Place.QUERY)
    return values


def page_request(parameters: QueryDict, *, sorts: bool = True) -> PageRequest:
    """Return which page of a list the parameters ask for.

    Args:
        parameters: those of the query.
        sorts: whether ``sort`` is about the page, and not for the contract of the query.

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
    sort = parameters.get(SORT, DOWN) if sorts else DOWN
    if sort not in {UP, DOWN}:
        faults.append(Fault(pointer=f"/{SORT}", code="invalid_value", detail=f"{UP} or {DOWN}."))
    if faults:
        raise InvalidRequest(faults, Place.QUERY)
    return PageRequest(cursor=cursor, limit=int(limit), is_up=sort == UP)


def chosen_fields(parameters: QueryDict, contract: Any) -> list[str] | None:
    """Return which fields of an answer are asked for; None asks for all.

    Raises:
        InvalidRequest: the answer has no such field.
    """
    given = parameters.get(FIELDS)
    if given is None:
        return None
    wanted = [each.strip() for each in given.split(",")]
    known = {each.name for each in fields(contract)}
    unknown = [each for each in wanted if each not in known]
    if unknown:
        detail = f"There is no {', '.join(unknown)}; there are: {', '.join(sorted(known))}."
        fault = Fault(pointer=f"/{FIELDS}", code="invalid_value", detail=detail)
        raise InvalidRequest([fault], Place.QUERY)
    return wanted


def check_past(as_of: datetime | None) -> None:
    """Refuse a moment nobody knows anything of yet.

    Raises:
        InvalidRequest: it lies in the future.
    """
    if as_of is not None and as_of > timezone.now():
        fault = Fault(pointer="/as_of", code="invalid_value", detail="This moment is yet to come.")
        raise InvalidRequest([fault], Place.QUERY)


def _listed_fields(contract: type[Any]) -> frozenset[str]:
    hints = get_type_hints(contract)
    return frozenset(name for name, hint in hints.items() if _is_list(hint))


def _is_list(hint: Any) -> bool:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return any(_is_list(each) for each in get_args(hint))
    return origin in (tuple, list, frozenset, set)
