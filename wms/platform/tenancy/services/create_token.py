"""Make a token for a machine."""

from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth.models import User

from wms.platform.commands import command
from wms.platform.tenancy.contracts import IssuedToken, NewToken, UnknownOwner, UnknownRole
from wms.platform.tenancy.models import ApiToken
from wms.platform.tenancy.sites import get_client
from wms.platform.tenancy.tokens import digest_of

PREFIX = "wms_"  # so that scanners for leaked secrets can tell one
RANDOM_BYTES = 32


@command
def create_token(request: NewToken) -> IssuedToken:
    """Make a token with the scopes of a role, bound to a client.

    Raises:
        UnknownClient: there is no such client.
        UnknownRole: there is no such role.
        UnknownOwner: nobody logs in under the name of the owner.
    """
    scopes = settings.ROLES.get(request.role)
    if scopes is None:
        raise UnknownRole(f"{request.role} is none of {', '.join(sorted(settings.ROLES))}")
    client = get_client(code=request.client)
    owner = None if request.owner is None else _owner(request.owner)
    token = PREFIX + token_urlsafe(RANDOM_BYTES)
    row = ApiToken.objects.create(
        client_id=client.client_id,
        name=request.name,
        role=request.role,
        scopes=list(scopes),
        digest=digest_of(token),
        expires_at=request.expires_at,
        owner=owner,
    )
    return IssuedToken(token_id=row.id, token=token)


def _owner(login: str) -> User:
    person = User.objects.filter(username=login).first()
    if person is None:
        raise UnknownOwner(f"nobody logs in as {login}")
    return person
