"""Which methods of views want a body; those that do not say so want none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

MethodT = TypeVar("MethodT", bound=Callable[..., Any])

_MARK = "body_contract"
# What libraries of clients send when they are given nothing to send.
_NOTHING = frozenset({b"", b"null"})
_JSON_SPACE = b" \t\r\n"


@dataclass(frozen=True)
class NoBody:
    """The contract of a body where none is wanted: an object without fields."""


def wants(method: MethodT, contract: type[Any]) -> MethodT:
    """Say which contract a method of a view takes as its body."""
    setattr(method, _MARK, contract)
    return method


def contract_of(method: Callable[..., Any] | None) -> type[Any]:
    """Return the contract that a method of a view takes as its body."""
    contract: type[Any] = getattr(method, _MARK, NoBody)
    return contract


def wants_body(method: Callable[..., Any]) -> bool:
    """Return whether a method of a view has said that it takes a body."""
    return hasattr(method, _MARK)


def is_nothing(raw: bytes) -> bool:
    """Return whether a body is empty, or JSON for nothing."""
    return raw.strip(_JSON_SPACE) in _NOTHING
