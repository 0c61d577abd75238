"""Make a token for a machine."""

from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth.models import User

from wms.platform.commands import command
from wms.platform.tenancy.contracts import (
    IssuedToken,
    NewToken,
    NothingOfTheBuilding,
    UnknownOwner,
    UnknownRole,
)
from wms.platform.tenancy.models import ApiToken
from wms.platform.tenancy.sites import get_client
from wms.platform.tenancy.tokens import digest_of

PREFIX = "wms_"  # so that scanners for leaked secrets can find one
RANDOM_BYTES = 32


@command
def create_token(request: NewToken) -> IssuedToken:
    """Make a token with the scopes of a role, bound to a client.

    What belongs to the building it may change only if it is made for the building.

    Raises:
        UnknownClient: there is no such client.
        UnknownRole: there is no such role.
        NothingOfTheBuilding: it is made for the building, and the role changes nothing there.
        UnknownOwner: nobody logs in under the name of the owner.
    """
    scopes = settings.ROLES.get(request.role)
    if scopes is None:
        raise UnknownRole(f"{request.role} is none of {', '.join(sorted(settings.ROLES))}")
    given = [each for each in scopes if request.building or each not in settings.BUILDING_SCOPES]
    if request.building and not settings.BUILDING_SCOPES.intersection(scopes):
        raise NothingOfTheBuilding(f"{request.role} changes nothing of the building")
    client = get_client(code=request.client)
    owner = None if request.owner is None else _owner(request.owner)
    token = PREFIX + token_urlsafe(RANDOM_BYTES)
    row = ApiToken.objects.create(
        client_id=client.client_id,
        name=request.name,
        role=request.role,
        scopes=given,
        digest=digest_of(token),
        expires_at=request.expires_at,
        owner=owner,
    )
    return IssuedToken(token_id=row.id, token=token, expires_at=row.expires_at)


def _owner(login: str) -> User:
    person = User.objects.filter(username=login).first()
    if person is None:
        raise UnknownOwner(f"nobody logs in as {login}")
    return person
