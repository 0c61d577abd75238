"""The roles of people as groups."""

from typing import Any

from django.core.management.base import BaseCommand

from wms.platform.tenancy import facade as tenancy


class Command(BaseCommand):
    """Makes a group per role, with what its scopes mean in the admin."""

    help = (
        "Make the groups of the roles, with their permissions in the admin; may be run again."
        " Example: manage.py create_roles"
    )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the framework's signature
        """Make the groups and show them."""
        for role in tenancy.create_roles():
            self.stdout.write(f"{role.name}: {role.permissions} permissions")
