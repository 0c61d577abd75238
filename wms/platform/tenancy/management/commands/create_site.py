"""A client and a warehouse to begin with."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wms.kernel.errors import DomainError
from wms.platform.management.arguments import code, text
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient, NewWarehouse

EXAMPLES = """example:
  manage.py create_site --client demo --warehouse LON1 --time-zone Europe/London

Those that are there already stay as they are."""


class Command(BaseCommand):
    """Makes a client and a warehouse, unless they are there."""

    help = "Make a client and a warehouse; may be run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("--client", type=code, required=True, help="code of the client")
        parser.add_argument("--client-name", type=text, help="its name (default: its code)")
        parser.add_argument("--warehouse", type=code, required=True, help="code of the warehouse")
        parser.add_argument("--warehouse-name", type=text, help="its name (default: its code)")
        parser.add_argument("--time-zone", default="UTC", help="IANA name (default: UTC)")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the framework's signature
        """Make both.

        Raises:
            CommandError: a code or the time zone cannot be one.
        """
        try:
            new_client = NewClient(code=options["client"], name=options["client_name"] or "")
            new_warehouse = NewWarehouse(
                code=options["warehouse"],
                name=options["warehouse_name"] or "",
                time_zone=options["time_zone"],
            )
            client = tenancy.create_client(new_client)
            warehouse = tenancy.create_warehouse(new_warehouse)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"client {client.code} {client.client_id}")
        self.stdout.write(
            f"warehouse {warehouse.code} {warehouse.warehouse_id} {warehouse.time_zone}"
        )
