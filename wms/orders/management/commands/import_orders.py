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

from wms.orders.contracts import NewOrder
from wms.orders.retail.files import UnreadableFile
from wms.orders.retail.http import NotAllowed, ServerAway
from wms.orders.retail.imports import Counts, orders_in, post_all
from wms.orders.retail.invoices import COLUMNS, read_invoices
from wms.orders.retail.posts import OrderPoster
from wms.orders.retail.progress import ProgressShown, faults_of, summary, table_of
from wms.orders.retail.verdicts import Verdicts
from wms.platform.management.arguments import code

EXAMPLES = f"""columns, in any order, among others perhaps:
  {", ".join(COLUMNS)}

The file may be packed by gzip, its cells parted by comma, semicolon, tab or bar, its texts in
UTF-8, UTF-16 or Latin-1. Rows with one invoice_no are one order. A row that cannot be read
refuses its invoice, and no other.

example:
  manage.py import_orders online_retail.csv.gz --url http://127.0.0.1:8000 --limit 1000

Stop it whenever you like and run it again: an invoice becomes an order once. Orders that were
rejected are posted again, cancelled ones with --again. It ends when validation has spoken, and
with an error if an invoice could not be read or an order was refused or rejected. The token may
also be given as WMS_TOKEN. Addresses are invented and marked as demo data."""

TIMEOUT_SECONDS = 20.0
PATIENCE_SECONDS = 60
INTERRUPTED = 130


class Command(BaseCommand):
    """A client of the public HTTP API, like any other."""

    help = "Post the invoices of a CSV of retail sales as orders."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("file", type=Path, help="CSV, one row per invoice line")
        parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the API is")
        parser.add_argument("--token", help="default: WMS_TOKEN of the environment")
        parser.add_argument("--warehouse", type=code, help="a code; default: the only warehouse")
        parser.add_argument("--limit", type=_positive, help="at most so many orders")
        parser.add_argument("--threads", type=_positive, default=4, help="posts side by side")
        parser.add_argument(
            "--again", action="store_true", help="post orders that were cancelled once more"
        )
        parser.add_argument(
            "--patience",
            type=_positive,
            default=PATIENCE_SECONDS,
            metavar="SECONDS",
            help="wait for verdicts until none came for so long (default: %(default)s)",
        )
        parser.add_argument("--dry-run", action="store_true", help="read and count, post nothing")
        parser.add_argument("--json", action="store_true", help="the counts for machines")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, post, wait for the verdicts and count.

        Raises:
            CommandError: the file cannot be read, there is no token, the server is away, or not
                every invoice became an order that was accepted; the message says which.
        """
        # A line per request would be all there is to see.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        counts = Counts()
        try:
            file = read_invoices(options["file"])
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        if not file.encoding.startswith("utf"):
            self.stderr.write(f"{options['file']} is no UTF-8: read as {file.encoding}")
        token = options["token"] or os.environ.get("WMS_TOKEN", "")
        if not (token or options["dry_run"]):
            raise CommandError("give a token: --token, or WMS_TOKEN in the environment")
        if not token.isascii():
            raise CommandError("the token is none: it holds characters that no token has")
        orders = orders_in(
            file.invoices,
            today=datetime.now(UTC).date(),
            limit=options["limit"],
            counts=counts,
            warehouse=options["warehouse"],
        )
        failure = None
        if not options["dry_run"]:
            try:
                _post(orders, token, counts, options)
            except (NotAllowed, ServerAway, httpx.InvalidURL) as error:
                failure = str(error)
            except KeyboardInterrupt:
                self._show(counts, None, options)
                self.stderr.write("stopped; run it again to go on")
                sys.exit(INTERRUPTED)
        failure = failure or counts.failure()
        self._show(counts, failure, options)
        if failure is not None:
            raise CommandError(failure)

    def _show(self, counts: Counts, failure: str | None, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(summary(counts, failure=failure)))
            return
        for fault in faults_of(counts):
            self.stderr.write(f"refused: invoice {fault}")
        # Where nothing was done, there is nothing to count.
        if options["dry_run"] or counts.done:
            Console(file=cast(IO[str], self.stdout), soft_wrap=True).print(
                table_of(counts, dry_run=options["dry_run"])
            )


def _post(orders: list[NewOrder], token: str, counts: Counts, options: dict[str, Any]) -> None:
    """Post orders, and wait for what validation says about them."""
    errors = Console(stderr=True)
    with httpx.Client(
        base_url=f"{options['url'].rstrip('/')}/api/v1/",
        headers={"Authorization": f"Bearer {token}"},
        timeout=TIMEOUT_SECONDS,
        limits=httpx.Limits(max_connections=options["threads"]),
    ) as client:
        posting = ProgressShown(errors, "posting orders", len(orders))
        with posting.shown():
            there = post_all(
                orders,
                poster=OrderPoster(client, again=options["again"]),
                threads=options["threads"],
                counts=counts,
                report=lambda now: posting.report(now.done),
            )
        verdicts = Verdicts(there)
        judging = ProgressShown(errors, "verdicts", len(there))
        with judging.shown():
            try:
                verdicts.wait(
                    client,
                    patience=options["patience"],
                    report=lambda waiting: judging.report(len(there) - waiting),
                )
            finally:
                counts.judge(len(there), verdicts)


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise ArgumentTypeError(f"{text} is not a whole number from 1 on")
    return number
