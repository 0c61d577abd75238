"""Actors by name, for people who look."""

import time
from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django.contrib.auth.models import User

from wms.kernel.actors import Actor, ActorKind, actor_named, kind_of, system_actor
from wms.kernel.ids import ClientId
from wms.platform.tenancy.models import ApiToken

# Names change seldom, and a list shows the same few again and again.
KEPT_SECONDS = 30
MOST_CALLED = 100
MAX_USER = 2**31 - 1  # what the column of their ids holds


def names_of(actors: Iterable[Actor], *, client_id: ClientId | None = None) -> dict[Actor, str]:
    """Return what actors are called now; whoever is unknown is called as they were kept.

    With a client, of tokens only its own are known. Costs a query for all persons and one for
    all tokens.
    """
    names = {actor: actor for actor in actors}
    users = {user: each for each in names if (user := user_id_of(each)) is not None}
    tokens = {token: each for each in names if (token := token_id_of(each)) is not None}
    if users:
        rows = User.objects.filter(pk__in=users).values_list("pk", "username")
        names |= {users[pk]: name for pk, name in rows}
    if tokens:
        known = ApiToken.objects.filter(pk__in=tokens)
        if client_id is not None:
            known = known.filter(client_id=client_id)
        names |= {tokens[pk]: name for pk, name in known.values_list("pk", "name")}
    systems = [each for each in names if kind_of(each) is ActorKind.SYSTEM]
    return names | {each: _rest(each) for each in systems}


def name_of(actor: Actor) -> str:
    """Return what an actor was called some seconds ago at most; nobody is called nothing."""
    return _name_of(actor, int(time.monotonic() // KEPT_SECONDS)) if actor else ""


def actors_called(name: str) -> tuple[Actor, ...]:
    """Return the persons and tokens called so, however it is spelt; of many the first hundred."""
    users = User.objects.filter(username__iexact=name).values_list("pk", flat=True)
    tokens = ApiToken.objects.filter(name__iexact=name).values_list("pk", flat=True)
    return (
        *(actor_named(ActorKind.USER, pk) for pk in users[:MOST_CALLED]),
        *(actor_named(ActorKind.TOKEN, pk) for pk in tokens[:MOST_CALLED]),
        system_actor(name),
    )


def is_actor(kept: str, actor: Actor) -> bool:
    """Return whether what was kept of somebody is this actor.

    Before there were ids it was a name.
    """
    return kept == actor or (kind_of(kept) is None and kept == names_of([actor])[actor])


@lru_cache(maxsize=1_000)
def _name_of(actor: Actor, _period: int) -> str:
    return names_of([actor])[actor]


def _rest(actor: Actor) -> str:
    return actor.partition(":")[2]


def user_id_of(actor: Actor) -> int | None:
    """Return the id of the person who an actor is; None if it is none."""
    if kind_of(actor) is not ActorKind.USER or not _rest(actor).isdecimal():
        return None
    return int(_rest(actor)) if int(_rest(actor)) <= MAX_USER else None


def token_id_of(actor: Actor) -> UUID | None:
    """Return the id of the token that an actor is; None if it is none."""
    if kind_of(actor) is not ActorKind.TOKEN:
        return None
    try:
        return UUID(_rest(actor))
    except ValueError:
        return None
