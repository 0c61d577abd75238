"""A small API to try the base with: things with a size, kept as clients."""

from dataclasses import dataclass
from datetime import datetime
from threading import Barrier
from typing import Annotated, ClassVar
from uuid import UUID

from annotated_types import Ge, Le, Len
from django.db import DataError, OperationalError
from django.urls import path, re_path

from wms.kernel.errors import Conflict, DomainError, NotFound
from wms.kernel.pages import Page
from wms.platform.commands import command
from wms.platform.paging.lists import newest_first
from wms.platform.rest import unknown
from wms.platform.rest.openapi import ApiDocs, ApiSchema
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView
from wms.platform.tenancy.models import Client


@dataclass(frozen=True, kw_only=True)
class Part:
    """What a thing is made of."""

    label: Annotated[str, Len(1, 20)]
    weight: Annotated[int, Ge(1), Le(1000)]
    made_at: datetime | None = None

    def __post_init__(self):
        if self.label == "cursed":
            raise ValueError("no thing is made of that")


@dataclass(frozen=True, kw_only=True)
class NewThing:
    """The body of ``POST /things``."""

    name: Annotated[str, Len(1, 32)]
    parts: Annotated[tuple[Part, ...], Len(1, 50)]
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A thing as it is kept."""

    thing_id: UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class ThingFilter:
    """Which things to list."""

    name: tuple[str, ...] = ()
    at_least: int | None = None
    since: datetime | None = None


class TooHeavy(DomainError):
    """Nobody can carry it."""

    code = "too_heavy"


gate: list[Barrier] = []


@command
def make_thing(request: NewThing) -> Thing:
    """Make a thing, after whoever shall wait has met at the gate."""
    row = Client.objects.create(code=request.name, name=request.name)
    for barrier in gate:
        barrier.wait(timeout=10)
    if request.count > 100:
        raise TooHeavy("that is too many")
    return Thing(thing_id=row.id, name=row.name)


class Things(ContractView):
    """Things."""

    scopes: ClassVar[dict[str, str]] = {"GET": "orders:read", "POST": "orders:write"}

    @describe(answer=Page[Thing], query=ThingFilter)
    def get(self, _request):
        """List things."""
        filters = self.query(ThingFilter)
        rows = Client.objects.exclude(code="demo")
        if filters.name:
            rows = rows.filter(code__in=filters.name)
        return self.answer(
            newest_first(rows, self.page(), lambda row: Thing(thing_id=row.id, name=row.name))
        )

    @describe(request=NewThing, answer=Thing, status=201)
    def post(self, _request):
        """Make a thing."""
        return self.answer(make_thing(self.body(NewThing), receipt=self.receipt()), 201)

    def delete(self, _request):
        """Nobody may: no scope is named."""
        return self.answer(None, 204)


@command
def reset(request: str) -> str:
    """Do something that needs no word from the sender."""
    return Client.objects.create(code=request, name=request).code


class Resets(ContractView):
    """A method that is described to want no body."""

    scopes: ClassVar[dict[str, str]] = {"POST": "orders:write"}

    @describe(answer=Thing)
    def post(self, _request):
        """Reset."""
        return self.answer(reset("reset", receipt=self.receipt()))


class Undescribed(ContractView):
    """A method that says nothing about bodies."""

    scopes: ClassVar[dict[str, str]] = {"POST": "orders:write"}

    def post(self, _request):
        """Answer."""
        return self.answer("done")


RAISED = {
    "missing": NotFound("no such thing"),
    "conflict": Conflict("not now"),
    "heavy": TooHeavy("that is too many"),
    "broken": RuntimeError("the password is 12345"),
    "data": DataError("value out of range"),
    "away": OperationalError("connection refused"),
    "silent": ConnectionError("no answer in 5 seconds"),
}


class Failing(ContractView):
    """Raises what it is asked to."""

    scopes: ClassVar[dict[str, str]] = {"GET": "orders:read"}

    def get(self, _request, what):
        """Raise."""
        raise RAISED[what]


class Undeclared(ContractView):
    """Says nothing about who may."""

    def get(self, _request):
        """Answer nobody."""
        return self.answer("secret")


class WhoAmI(ContractView):
    """Shows the caller and a warehouse."""

    scopes: ClassVar[dict[str, str]] = {"GET": "orders:read"}

    def get(self, _request):
        """Show them."""
        return self.answer(
            {
                "client_id": self.caller.client_id,
                "name": self.caller.name,
                "warehouse_id": self.warehouse_id(self.request.query_params.get("warehouse")),
            }
        )


urlpatterns = [
    path("api/v1/things", Things.as_view()),
    path("api/v1/failing/<str:what>", Failing.as_view()),
    path("api/v1/undeclared", Undeclared.as_view()),
    path("api/v1/resets", Resets.as_view()),
    path("api/v1/undescribed", Undescribed.as_view()),
    path("api/v1/whoami", WhoAmI.as_view()),
    path("api/schema", ApiSchema.as_view(), name="schema"),
    path("api/docs", ApiDocs.as_view(url_name="schema")),
    re_path("^api/", unknown.UnknownPath.as_view()),
]
handler400, handler403 = unknown.bad_request, unknown.forbidden
handler404, handler500 = unknown.not_found, unknown.server_error
