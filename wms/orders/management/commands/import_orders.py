"""The invoices of a retail data set, posted as orders."""

import json
import logging
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

import httpx
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from wms.orders.retail.importing import Counts, orders_in, post_all
from wms.orders.retail.invoices import UnreadableFile, read_invoices
from wms.orders.retail.posting import NotAllowed, OrderPoster, ServerAway
from wms.orders.retail.showing import ProgressShown, summary, table_of

EXAMPLES = """example:
  manage.py import_orders online_retail.csv.gz --url http://127.0.0.1:8000 --limit 1000

Stop it whenever you like and run it again: an invoice becomes an order once. The token
may also be given as WMS_TOKEN. Addresses are invented and marked as demo data."""

TIMEOUT_SECONDS = 20.0
INTERRUPTED = 130


class Command(BaseCommand):
    """A client of the public HTTP API, like any other."""

    help = "Post the invoices of a gzip CSV of retail sales as orders."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("file", type=Path, help="gzip CSV, one row per invoice line")
        parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the API is")
        parser.add_argument("--token", help="default: WMS_TOKEN of the environment")
        parser.add_argument("--limit", type=_positive, help="at most so many orders")
        parser.add_argument("--threads", type=_positive, default=4, help="posts side by side")
        parser.add_argument("--dry-run", action="store_true", help="read and count, post nothing")
        parser.add_argument("--json", action="store_true", help="the counts for machines")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, post and count.

        Raises:
            CommandError: the file cannot be read, there is no token, or the server is away or
                refuses; the message says which.
        """
        # A line per request would be all there is to see.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        counts = Counts()
        try:
            invoices = read_invoices(options["file"])
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        token = options["token"] or os.environ.get("WMS_TOKEN", "")
        if not (token or options["dry_run"]):
            raise CommandError("give a token: --token, or WMS_TOKEN in the environment")
        today = datetime.now(UTC).date()
        orders = orders_in(invoices, today=today, limit=options["limit"], counts=counts)
        failure = None
        if not options["dry_run"]:
            show = ProgressShown(Console(stderr=True), len(orders))
            limits = httpx.Limits(max_connections=options["threads"])
            try:
                with (
                    httpx.Client(
                        base_url=f"{options['url'].rstrip('/')}/api/v1/",
                        headers={"Authorization": f"Bearer {token}"},
                        timeout=TIMEOUT_SECONDS,
                        limits=limits,
                    ) as client,
                    show.shown(),
                ):
                    poster = OrderPoster(client)
                    post_all(
                        orders,
                        poster=poster,
                        threads=options["threads"],
                        counts=counts,
                        report=show.report,
                    )
            except (NotAllowed, ServerAway, httpx.InvalidURL) as error:
                failure = str(error)
            except KeyboardInterrupt:
                self._tell(counts, None, options)
                self.stderr.write("stopped; run it again to go on")
                sys.exit(INTERRUPTED)
            if counts.refused_by_server:
                failure = failure or "the server refused some orders"
        self._tell(counts, failure, options)
        if failure is not None:
            raise CommandError(failure)

    def _tell(self, counts: Counts, failure: str | None, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(summary(counts, failure=failure)))
        else:
            Console(file=cast(IO[str], self.stdout), soft_wrap=True).print(
                table_of(counts, dry_run=options["dry_run"])
            )


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise ArgumentTypeError(f"{text} is not a whole number from 1 on")
    return number
