"""What work that may be undone and done again may be given: nothing that remembers a try."""

import inspect
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from uuid import UUID

# None of these can be changed, not even by who means to.
ATOMS = (type(None), str, bytes, int, float, Decimal, UUID, date, time, timedelta, Enum)


def refuse_memory(work: Callable[..., object], *given: object) -> None:
    """Make sure that a second try of some work cannot know what the first one did.

    The work is a function of a module, so it closes over nothing, and what it is given are values
    all the way down. A row is none: what it changes it reads in each try.

    Raises:
        TypeError: the work is a closure or a method, or is given something that can be changed.
    """
    if not inspect.isfunction(work) or not _is_of_a_module(work):
        raise TypeError(f"{work!r} may remember a try: name a function of a module")
    for each in (*given, *(work.__defaults__ or ()), *(work.__kwdefaults__ or {}).values()):
        _refuse(each, work.__name__)


def _is_of_a_module(work: Callable[..., object]) -> bool:
    return work.__qualname__ == work.__name__ != "<lambda>"


def _is_frozen(kind: type) -> bool:
    return bool(vars(kind)["__dataclass_params__"].frozen)


def _refuse(given: object, name: str) -> None:
    if isinstance(given, ATOMS):
        return
    if isinstance(given, tuple | frozenset):
        inside = tuple(given)
    elif is_dataclass(given) and _is_frozen(type(given)):
        inside = tuple(getattr(given, field.name) for field in fields(given))
    else:
        kind = type(given).__name__
        raise TypeError(f"{name} is given a {kind}, which may remember a try: give it values")
    for each in inside:
        _refuse(each, name)
