"""Who is calling, and what they may do."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.request import Request

from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId
from wms.platform.tenancy import facade as tenancy


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who asks: the client whose goods and orders it is about, and the actor with their name.

    ``is_fenced`` says that the cache may not be believed for this request.
    """

    client_id: ClientId
    name: str
    actor: Actor
    scopes: frozenset[str] = frozenset()
    is_fenced: bool = True


class Machine:
    """What stands for a person where a token called."""

    is_authenticated = True
    is_active = True
    is_staff = False
    pk = None

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name


def scopes_of(request: Request) -> frozenset[str]:
    """Return what the caller may do: the scopes of the token, or those of the person's groups."""
    if isinstance(request.auth, Caller):
        return request.auth.scopes
    return scopes_of_person(request.user)


def scopes_of_person(person: AbstractBaseUser | AnonymousUser) -> frozenset[str]:
    """Return the scopes of the roles whose groups a person is in; a superuser has all.

    None of who is not on the staff any more: taking that away ends what a session may, at once.
    """
    if not isinstance(person, User) or not (person.is_active and person.is_staff):
        return frozenset()
    if person.is_superuser:
        roles = set(settings.ROLES)
    else:
        roles = set(person.groups.values_list("name", flat=True))
    return frozenset(scope for role in roles for scope in settings.ROLES.get(role, ()))


def actor_of(person: AbstractBaseUser | AnonymousUser) -> Actor:
    """Return who a person is, whatever they are called now."""
    return tenancy.user_actor(person.pk)


def caller_of(request: Request) -> Caller:
    """Return who is calling; a person acts for the only client.

    Raises:
        NotAuthenticated: nobody is logged in.
        PermissionDenied: there is not exactly one client to act for.
    """
    if isinstance(request.auth, Caller):
        return request.auth
    if not isinstance(request.user, User):
        raise NotAuthenticated
    try:
        client = tenancy.only_client()
    except tenancy.UnknownClient as error:
        raise PermissionDenied(str(error), "unknown_client") from error
    return Caller(
        client_id=client.client_id,
        name=request.user.get_username(),
        actor=actor_of(request.user),
        scopes=scopes_of(request),
    )
