"""The rights of the contexts in the database."""

import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from wms.platform.databases import servers, variable_of
from wms.platform.postgresql.grants import grant_rights
from wms.platform.postgresql.missing_roles import make_missing_roles

EXAMPLES = """example:
  manage.py grant_roles

Each context has a role, which may use its own tables and nothing else. Roles that are missing are
made with what DATABASE_ADMIN_URL may, or else the role of DATABASE_URL. `migrate` does the same at
its end. May be run again, and while the app works."""


def admin_variable(server: str) -> str:
    """Return the variable with the address of the superuser of a server, by its alias."""
    return f"{variable_of(server)}ADMIN_URL"


class Command(BaseCommand):
    """Gives each context the rights to its own tables, and to no others."""

    help = (
        "Give the role of each context the rights to its own tables, and to no others."
        " Example: manage.py grant_roles"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe what it does."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the framework's signature
        """Grant.

        Raises:
            CommandError: the server refuses, or does not answer.
        """
        for server in servers():
            try:
                make_missing_roles(server, admin=os.environ.get(admin_variable(server), ""))
                tables = grant_rights(server)
            except (psycopg.Error, Error) as error:
                raise CommandError(f"{server}: the server refuses: {error}") from error
            self.stdout.write(f"{server}: {tables} tables, each for its own context")
