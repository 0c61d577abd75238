"""The login of machines; people come with the session of the admin."""

import structlog
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from wms.platform.rest.access import Caller, Machine
from wms.platform.tenancy import facade as tenancy

SCHEME = "bearer"


class BearerToken(BaseAuthentication):
    """``Authorization: Bearer <token>``, as ``create_token`` gave it."""

    def authenticate(self, request: Request) -> tuple[Machine, Caller] | None:
        """Return the machine whose token it is, or None if the request carries no token.

        Raises:
            AuthenticationFailed: the token is unknown, revoked or expired.
        """
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != SCHEME:
            return None
        try:
            holder = tenancy.holder_of(token=token.strip())
        except tenancy.TokenExpired as error:
            raise AuthenticationFailed(str(error), error.code) from error
        except tenancy.TokenRefused as error:
            raise AuthenticationFailed(str(error)) from error
        structlog.contextvars.bind_contextvars(client_id=str(holder.client_id), caller=holder.name)
        caller = Caller(
            client_id=holder.client_id,
            name=holder.name,
            actor=holder.actor,
            scopes=holder.scopes,
            is_fenced=holder.is_fenced,
        )
        return Machine(holder.name), caller

    def authenticate_header(self, request: Request) -> str:
        """Return what a 401 says is missing."""
        return 'Bearer realm="wms"'
