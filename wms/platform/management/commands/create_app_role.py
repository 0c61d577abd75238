"""The role by which the app works in its database."""

import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from wms.platform.app_role import make_app_role
from wms.platform.databases import servers, variable_of
from wms.platform.management.commands.grant_roles import admin_variable
from wms.platform.postgresql.roles import LOGIN

EXAMPLES = """example:
  DATABASE_ADMIN_URL=postgres://postgres:...@localhost/postgres manage.py create_app_role

Its password and the database are those of DATABASE_URL, which must connect as wms_app; another role
is left alone. May be run again: it sets the password, and takes over what an earlier version has
made as a superuser."""


class Command(BaseCommand):
    """Makes the role of the app, which owns its database and is no superuser."""

    help = (
        "Make the role by which the app connects, with what DATABASE_ADMIN_URL may."
        " Example: manage.py create_app_role"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe what it reads."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the framework's signature
        """Make the role.

        Raises:
            CommandError: nobody says who may make it, or the server refuses.
        """
        for server in servers():
            self._make(server, settings.DATABASES[server])

    def _make(self, server: str, database: dict[str, Any]) -> None:
        variable = admin_variable(server)
        admin = os.environ.get(variable, "")
        if not admin:
            raise CommandError(f"{variable} names the superuser who makes the role")
        if database["USER"] != LOGIN:
            said = f"{variable_of(server)}URL connects as {database['USER']}"
            self.stdout.write(f"{said}: that role is not ours")
            return
        try:
            make_app_role(admin, database=database["NAME"], password=database["PASSWORD"])
        except psycopg.Error as error:
            raise CommandError(f"the server refuses: {error}") from error
        self.stdout.write(f"{LOGIN} may work in {database['NAME']}")
