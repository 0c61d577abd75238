"""Deny by default: what a view does not say who may do, nobody may."""

from typing import TYPE_CHECKING

from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from wms.platform.rest.access import scopes_of

if TYPE_CHECKING:  # the framework imports this module while it makes APIView
    from rest_framework.views import APIView


class ScopeRequired(BasePermission):
    """The caller holds the scope that the view names for the method; a refusal names it."""

    message: str | None = None

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Return whether the caller may; a method without a scope is for nobody.

        Raises:
            MethodNotAllowed: somebody is logged in, and the view has no such method.
        """
        method = request.method or ""
        if not request.user.is_authenticated:
            return False
        if not hasattr(view, method.lower()):
            raise MethodNotAllowed(method)
        scopes: dict[str, str] = getattr(view, "scopes", {})
        needed = scopes.get("GET" if method == "HEAD" else method)
        if needed is None:
            return False
        self.message = f"This takes the scope {needed}, which you do not have."
        return needed in scopes_of(request)


class LoggedIn(BasePermission):
    """Anybody with a login."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Return whether somebody is logged in."""
        return bool(request.user.is_authenticated)
