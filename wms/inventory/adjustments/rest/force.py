"""Who may move the allocations of orders to other goods."""

from rest_framework.exceptions import PermissionDenied

from wms.inventory.scopes import APPROVE
from wms.platform.rest.views import ContractView


def check_force(view: ContractView, *, force: bool) -> None:
    """Check that a caller who forces may.

    Raises:
        PermissionDenied: the caller forces, and may not approve.
    """
    if force and APPROVE not in view.caller.scopes:
        raise PermissionDenied(f"To force needs the scope {APPROVE}.")
