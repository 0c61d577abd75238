"""Who can be given work: persons and tokens that may do it."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone

from wms.kernel.actors import Actor, ActorKind, actor_named
from wms.kernel.ids import ClientId
from wms.platform.tenancy.actors import token_id_of, user_id_of
from wms.platform.tenancy.contracts import UnknownWorker
from wms.platform.tenancy.models import ApiToken

MOST_LISTED = 200


def list_workers(scope: str, *, client_id: ClientId | None = None) -> tuple[tuple[Actor, str], ...]:
    """Return who holds a scope, with what they are called: persons first, by name.

    With a client, of tokens only its own, and of persons those of its tokens or of the building.
    Of many of a kind the first two hundred.
    """
    return (*_persons(_users(scope, client_id)), *_machines(_tokens(scope, client_id)))


def find_worker(called: str, *, scope: str, client_id: ClientId | None = None) -> Actor:
    """Return who is called so, by id or by name however it is spelt, and holds a scope.

    Raises:
        UnknownWorker: nobody is, or several are.
    """
    users, tokens = _users(scope, client_id), _tokens(scope, client_id)
    user_id, token_id = user_id_of(called), token_id_of(called)
    people = users.filter(Q(username__iexact=called) | Q(pk=user_id))
    machines = tokens.filter(Q(name__iexact=called) | Q(pk=token_id))
    found = [actor for actor, _name in (*_persons(people), *_machines(machines))]
    if len(found) > 1:
        raise UnknownWorker(f"several are called {called}; say the id of one: {', '.join(found)}")
    if not found:
        raise UnknownWorker(f"nobody who may do this is called {called}")
    return found[0]


def _users(scope: str, client_id: ClientId | None) -> QuerySet[User]:
    roles = [role for role, scopes in settings.ROLES.items() if scope in scopes]
    owners = _of_client(_live(timezone.now()), client_id).filter(scopes__contains=[scope])
    on_the_staff = Q(is_superuser=True) | Q(groups__name__in=roles)
    may = (Q(is_staff=True) & on_the_staff) | Q(pk__in=owners.values("owner"))
    return User.objects.filter(may, is_active=True).distinct().order_by("username")


def _tokens(scope: str, client_id: ClientId | None) -> QuerySet[ApiToken]:
    tokens = _live(timezone.now()).filter(owner=None, scopes__contains=[scope]).order_by("name")
    return _of_client(tokens, client_id)


def _of_client(tokens: QuerySet[ApiToken], client_id: ClientId | None) -> QuerySet[ApiToken]:
    return tokens if client_id is None else tokens.filter(client_id=client_id)


def _live(now: datetime) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)


def _persons(users: QuerySet[User]) -> list[tuple[Actor, str]]:
    rows = users.values_list("pk", "username")[:MOST_LISTED]
    return [(actor_named(ActorKind.USER, pk), name) for pk, name in rows]


def _machines(tokens: QuerySet[ApiToken]) -> list[tuple[Actor, str]]:
    rows = tokens.values_list("pk", "name")[:MOST_LISTED]
    return [(actor_named(ActorKind.TOKEN, pk), name) for pk, name in rows]
