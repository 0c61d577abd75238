"""Make a token for a machine."""

from secrets import token_urlsafe

from django.conf import settings

from wms.platform.commands import command
from wms.platform.tenancy.contracts import IssuedToken, NewToken, UnknownRole
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
    """
    scopes = settings.ROLES.get(request.role)
    if scopes is None:
        raise UnknownRole(f"{request.role} is none of {', '.join(sorted(settings.ROLES))}")
    client = get_client(code=request.client)
    token = PREFIX + token_urlsafe(RANDOM_BYTES)
    row = ApiToken.objects.create(
        client_id=client.client_id,
        name=request.name,
        role=request.role,
        scopes=list(scopes),
        digest=digest_of(token),
        expires_at=request.expires_at,
    )
    return IssuedToken(token_id=row.id, token=token)
