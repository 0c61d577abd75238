"""Actors by name, over HTTP: what is done names them by ids."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from annotated_types import Len
from rest_framework.request import Request
from rest_framework.response import Response

from wms.kernel.actors import Actor
from wms.kernel.text import Code, Text
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView
from wms.platform.tenancy import facade as tenancy

MOST_ASKED = 100


@dataclass(frozen=True, kw_only=True)
class ActorsAsked:
    """Whose names are asked for; nobody's is the caller's own."""

    id: Annotated[tuple[Actor, ...], Len(0, MOST_ASKED)] = ()


@dataclass(frozen=True, kw_only=True)
class NamedActor:
    """An actor and what people call them now; whoever is unknown is called by the id."""

    id: Code
    name: Text


@dataclass(frozen=True, kw_only=True)
class NamedActors:
    """Actors in the order in which they were asked for."""

    results: tuple[NamedActor, ...]


class Actors(ContractView):
    """Who is who."""

    scopes: ClassVar[dict[str, str]] = {"GET": "actors:read"}

    @describe(answer=NamedActors, query=ActorsAsked)
    def get(self, _request: Request) -> Response:
        """Say what actors are called, of tokens those of the client; without an id, who asks."""
        asked = self.query(ActorsAsked).id
        if not asked:
            me = NamedActor(id=self.caller.actor, name=self.caller.name)
            return self.answer(NamedActors(results=(me,)))
        names = tenancy.names_of(asked, client_id=self.caller.client_id)
        found = (NamedActor(id=each, name=names[each]) for each in dict.fromkeys(asked))
        return self.answer(NamedActors(results=tuple(found)))
