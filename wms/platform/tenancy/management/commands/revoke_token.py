"""The end of a token."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import RevokeToken


class Command(BaseCommand):
    """Lets a token open nothing any more."""

    help = (
        "Revoke a bearer token by its id, as the admin shows it; may be repeated."
        " Example: manage.py revoke_token 0199a1b2-0000-7000-8000-000000000000"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.add_argument("token_id", type=UUID)

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the framework's signature
        """Revoke the token.

        Raises:
            CommandError: there is no such token.
        """
        try:
            tenancy.revoke_token(RevokeToken(token_id=options["token_id"]))
        except tenancy.UnknownToken as error:
            raise CommandError(str(error)) from error
        self.stdout.write("revoked")
