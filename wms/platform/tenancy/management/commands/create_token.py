"""A token for a machine."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from wms.kernel.errors import DomainError
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewToken

MAX_DAYS = 3650
EXAMPLES = """example:
  manage.py create_token --client demo --role integrator --name "web shop" --expires-days 90

Prints the token, and nothing else; it cannot be shown again."""


class Command(BaseCommand):
    """Makes a token with the scopes of a role, bound to a client."""

    help = "Make a bearer token for a machine and print it, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("--client", required=True, help="code of the client it acts for")
        parser.add_argument("--role", required=True, choices=sorted(settings.ROLES))
        parser.add_argument("--name", required=True, help="who will use it")
        parser.add_argument("--expires-days", type=int, help="days until it ends (default: never)")

        parser.add_argument(
            "--owner", help="login of the person who uses it: where two are needed, both are one"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the framework's signature
        """Make the token.

        Raises:
            CommandError: there is no such client, or the days are out of bounds.
        """
        days = options["expires_days"]
        if days is not None and not 0 < days <= MAX_DAYS:
            raise CommandError(f"--expires-days is 1 to {MAX_DAYS}")
        request = NewToken(
            client=options["client"],
            role=options["role"],
            name=options["name"],
            expires_at=None if days is None else timezone.now() + timedelta(days=days),
            owner=options["owner"],
        )
        try:
            issued = tenancy.create_token(request)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(issued.token)
