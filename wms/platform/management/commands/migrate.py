"""Bring the database up to date."""

from typing import Any

from django.core.management.commands import migrate

from wms.platform.database import limited, limits_of


class Command(migrate.Command):
    """As the framework does it, but never waiting for ever for a lock that others queue behind."""

    help = (
        f"{migrate.Command.help} A lock that is not free in MIGRATION_LOCK_LIMIT seconds ends it,"
        " with nothing half done: run it again. Example: manage.py migrate"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate."""
        with limited(limits_of("migration")):
            super().handle(*args, **options)
