"""Take a token back."""

from django.utils import timezone

from wms.platform.commands import command
from wms.platform.tenancy.contracts import RevokeToken
from wms.platform.tenancy.models import ApiToken


@command
def revoke_token(request: RevokeToken) -> None:
    """Let a token open nothing from now on."""
    ApiToken.objects.filter(id=request.token_id, revoked_at=None).update(revoked_at=timezone.now())
