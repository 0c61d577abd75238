"""Databases made from dumps."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from wms.platform.backups.programs import NotDone
from wms.platform.backups.restore import restore
from wms.platform.databases import servers
from wms.platform.management.commands.grant_roles import admin_variable


class Command(BaseCommand):
    """Fills empty databases from what back_up has made."""

    help = (
        "Fill the empty databases of DATABASE_URL, and of each context that has its own, from a"
        " folder that back_up has made. Afterwards run migrate, resend_events and verify_stock."
        " Example: manage.py restore /backups/2026-01-31"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the folder."""
        parser.add_argument("folder", type=Path, help="where the dumps are")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Restore.

        Raises:
            CommandError: a dump is missing, a database is not empty, or a server refuses.
        """
        admins = {each: os.environ.get(admin_variable(each), "") for each in servers()}
        try:
            for server, tables in restore(folder.resolve(), admins):
                self.stdout.write(f"{server}: {tables} tables")
        except NotDone as error:
            raise CommandError(str(error)) from error
        except (psycopg.Error, Error) as error:
            raise CommandError(f"a server refuses: {error}") from error
