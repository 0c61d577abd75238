"""Who causes what happens: opaque ids, which nobody takes apart but to show a name.

``user:<id>`` is a person who logs in, ``token:<id>`` a token that belongs to no person, and
``system:<part>`` a part of the product that acts by itself. Names can be had twice and changed.
"""

from contextvars import Context, ContextVar, copy_context
from enum import StrEnum
from typing import Annotated

from annotated_types import Len

from wms.kernel.text import CODE

MAX_ACTOR = 150
Actor = Annotated[str, Len(1, MAX_ACTOR), CODE]

in_the_name_of: ContextVar[str] = ContextVar("in_the_name_of", default="")
"""For whom a workflow does what it does now; empty for itself."""


class ActorKind(StrEnum):
    """What the part of an id before the colon says."""

    USER = "user"
    TOKEN = "token"  # noqa: S105 - no secret: the word for the kind
    SYSTEM = "system"


def actor_named(kind: ActorKind, name: object) -> str:
    """Return the id of somebody of a kind."""
    return f"{kind.value}:{name}"


def system_actor(part: str) -> str:
    """Return the id of a part of the product that acts by itself, like ``system:waving``."""
    return actor_named(ActorKind.SYSTEM, part)


def kind_of(actor: str) -> ActorKind | None:
    """Return the kind of an id; None for what is none, like a name kept before there were ids."""
    kind, colon, name = actor.partition(":")
    if not colon or not name:
        return None
    try:
        return ActorKind(kind)
    except ValueError:
        return None


def context_of(actor: str) -> Context:
    """Return a copy of the running context in which a workflow acts for somebody."""
    context = copy_context()
    context.run(in_the_name_of.set, actor)
    return context
