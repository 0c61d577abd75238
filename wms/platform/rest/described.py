"""What methods of views have said of themselves: what they answer, and what may be asked."""

from collections.abc import Callable
from dataclasses import is_dataclass
from typing import Any, TypeVar, get_args, get_origin

from wms.kernel.pages import Page

MethodT = TypeVar("MethodT", bound=Callable[..., Any])

_ANSWER, _QUERY = "answer_contract", "query_contract"


def note(method: MethodT, *, answer: Any, query: type[Any] | None) -> MethodT:
    """Keep what a method answers, and the contract of its query."""
    setattr(method, _ANSWER, answer)
    setattr(method, _QUERY, query)
    return method


def item_of(method: Callable[..., Any] | None) -> type[Any] | None:
    """Return the contract whose fields can be chosen: that of the answer, or of what it lists."""
    answer = getattr(method, _ANSWER, None)
    if get_origin(answer) is Page:
        (answer,) = get_args(answer)
    return answer if isinstance(answer, type) and is_dataclass(answer) else None


def is_list(method: Callable[..., Any] | None) -> bool:
    """Return whether a method answers with pages of a list."""
    return get_origin(getattr(method, _ANSWER, None)) is Page


def has_own_sort(method: Callable[..., Any] | None) -> bool:
    """Return whether the query of a method says by itself in which order it lists."""
    query = getattr(method, _QUERY, None)
    return query is not None and "sort" in query.__dataclass_fields__
