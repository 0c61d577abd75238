"""A dump of every database server."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wms.platform.backups.back_up import back_up
from wms.platform.backups.programs import NotDone


class Command(BaseCommand):
    """Dumps the database of every server that a context lies on."""

    help = (
        "Dump every database server into a folder that is made, one file for each, while the app"
        " works. What it needs is pg_dump, as new as the server."
        " Example: manage.py back_up /backups/2026-01-31"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the folder."""
        parser.add_argument("folder", type=Path, help="where to; it must not be there yet")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Dump, and say how much.

        Raises:
            CommandError: a server is not dumped; then there is no such folder.
        """
        try:
            for server, size in back_up(folder.resolve()):
                self.stdout.write(f"{server}: {size:,} bytes")
        except NotDone as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{folder} is whole")
