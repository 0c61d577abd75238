"""Who a token stands for."""

from datetime import timedelta
from hashlib import sha256

from django.db.models import Q
from django.utils import timezone

from wms.kernel.actors import Actor, ActorKind, actor_named
from wms.kernel.ids import ClientId
from wms.platform.cache.models import is_fenced
from wms.platform.tenancy.contracts import TokenExpired, TokenHolder, TokenRefused
from wms.platform.tenancy.models import ApiToken

USE_IS_NOTED_EVERY = timedelta(minutes=1)


def digest_of(token: str) -> str:
    """Return what is stored of a token. It is random and long, so one plain hash will do."""
    return sha256(token.encode()).hexdigest()


def holder_of(*, token: str) -> TokenHolder:
    """Return who a token stands for, and note that it was used.

    Raises:
        TokenExpired: it was good until lately.
        TokenRefused: it is unknown or revoked, or its owner has left.
    """
    now = timezone.now()
    tokens = ApiToken.objects.select_related("owner").annotate(is_fenced=is_fenced())
    row = tokens.filter(digest=digest_of(token)).first()
    if row is None or row.revoked_at:
        raise TokenRefused("the token is unknown or revoked")
    if row.expires_at and row.expires_at <= now:
        raise TokenExpired(f"the token expired on {row.expires_at:%Y-%m-%d}")
    if row.owner is not None and not row.owner.is_active:
        raise TokenRefused("the person whose token it is has left")
    if row.last_used_at is None or row.last_used_at < now - USE_IS_NOTED_EVERY:
        noted_long_ago = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_IS_NOTED_EVERY)
        ApiToken.objects.filter(noted_long_ago, id=row.id).update(last_used_at=now)
    return TokenHolder(
        client_id=ClientId(row.client_id),
        name=row.name,
        actor=(
            actor_named(ActorKind.TOKEN, row.id)
            if row.owner_id is None
            else user_actor(row.owner_id)
        ),
        scopes=frozenset(row.scopes),
        is_fenced=row.is_fenced,
    )


def user_actor(user_id: object) -> Actor:
    """Return the actor that a person who logs in is, whoever else there is."""
    return actor_named(ActorKind.USER, user_id)
