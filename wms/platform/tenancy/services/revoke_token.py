"""Take a token back."""

from django.utils import timezone

from wms.platform.commands import command
from wms.platform.tenancy.contracts import RevokeToken, UnknownToken
from wms.platform.tenancy.models import ApiToken


@command
def revoke_token(request: RevokeToken) -> None:
    """Let a token open nothing from now on; one that was revoked stays as it is.

    Raises:
        UnknownToken: there is no such token.
    """
    token = ApiToken.objects.filter(id=request.token_id)
    if not token.filter(revoked_at=None).update(revoked_at=timezone.now()) and not token.exists():
        raise UnknownToken(f"there is no token {request.token_id}")
