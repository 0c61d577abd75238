"""A token for a machine."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from wms.kernel.errors import DomainError
from wms.platform.management.arguments import code, text
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import TOKEN_LIFETIME, IssuedToken, NewToken

MAX_DAYS = 3650
EXAMPLES = """examples:
  manage.py create_token --client demo --role integrator --name "web shop"
  manage.py create_token --client demo --role integrator --name "till" --expires 90
  manage.py create_token --client demo --role supervisor --name "scanner of eve" --owner eve
  manage.py create_token --client demo --role supervisor --name "site tool" --building

Prints the token, and nothing else; it cannot be shown again. When it expires is said on stderr."""


class Command(BaseCommand):
    """Makes a token with the scopes of a role, bound to a client."""

    help = "Make a bearer token for a machine and print it, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument(
            "--client", type=code, required=True, help="code of the client it acts for"
        )
        parser.add_argument("--role", required=True, choices=sorted(settings.ROLES))
        parser.add_argument("--name", type=text, required=True, help="who will use it")
        ends = parser.add_mutually_exclusive_group()
        ends.add_argument(
            *("--expires", "--expires-days"),
            type=int,
            metavar="DAYS",
            default=TOKEN_LIFETIME.days,
            help=f"days until it expires (default: {TOKEN_LIFETIME.days})",
        )
        ends.add_argument("--never", action="store_true", help="it never expires")
        parser.add_argument(
            "--owner",
            type=text,
            help="login of the person who uses it: where two are needed, both are one",
        )
        parser.add_argument(
            "--building",
            action="store_true",
            help="it may change what belongs to the building and not to the client, like places",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the framework's signature
        """Make the token.

        Raises:
            CommandError: there is no such client or person, the days are out of bounds, or the
                role changes nothing of the building.
        """
        days = options["expires"]
        if not 0 < days <= MAX_DAYS:
            raise CommandError(f"--expires is 1 to {MAX_DAYS}")
        request = NewToken(
            client=options["client"],
            role=options["role"],
            name=options["name"],
            expires_at=None if options["never"] else timezone.now() + timedelta(days=days),
            owner=options["owner"],
            building=options["building"],
        )
        try:
            issued = tenancy.create_token(request)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stderr.write(_end_of(issued), style_func=str)
        self.stdout.write(issued.token)


def _end_of(issued: IssuedToken) -> str:
    if issued.expires_at is None:
        return "It never expires."
    return f"It expires on {issued.expires_at:%Y-%m-%d}."
