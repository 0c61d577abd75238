"""Bring the databases up to date."""

import os
from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate

from wms.platform.database import limited, limits_of
from wms.platform.databases import server_of, servers
from wms.platform.management.commands.grant_roles import admin_variable
from wms.platform.postgresql.grants import grant_rights
from wms.platform.postgresql.missing_roles import make_missing_roles
from wms.platform.postgresql.roles import OWNER, as_role


class Command(migrate.Command):
    """As the framework does it, but never waiting for ever for a lock that others queue behind."""

    help = (
        f"{migrate.Command.help} A lock that is not free in MIGRATION_LOCK_LIMIT seconds ends it,"
        " with nothing half done: run it again. Tables are made by their owner, and afterwards each"
        " context gets the rights to its own. Example: manage.py migrate"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Migrate the databases of all contexts unless one is named."""
        super().add_arguments(parser)
        parser.set_defaults(database=None)

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        """Return what is checked before: the databases that are migrated."""
        named = options["database"]
        return super().get_check_kwargs(options) | {"databases": _those(named)}

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate."""
        named = options.pop("database")
        for server in _those(named):
            self._migrate(server, *args, **options, database=server)

    def _migrate(self, server: str, *args: Any, **options: Any) -> None:
        make_missing_roles(server, admin=os.environ.get(admin_variable(server), ""))
        with limited(limits_of("migration")):
            with as_role(OWNER):
                super().handle(*args, **options)
            grant_rights(server)


def _those(named: str | None) -> tuple[str, ...]:
    return servers() if named is None else (server_of(named),)
