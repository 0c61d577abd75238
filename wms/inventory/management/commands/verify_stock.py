"""Reconcile the whole stock."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from dataclasses import replace
from typing import IO, Any, cast

from django.core.management.base import BaseCommand
from pydantic import TypeAdapter
from rich.console import Console
from rich.progress import track
from rich.table import Table

from wms.inventory import facade as inventory
from wms.inventory.contracts import StockCheck, StockVerification, VerifyStock

EXAMPLES = """example:
  manage.py verify_stock --json

It only reads, one statement per check, and may be stopped and run again at any time. The
exit code is 1 if two numbers disagree."""


class Command(BaseCommand):
    """Ledger, stock units, claims, promises and balances must tell the same story."""

    help = "Compare the ledger with stock units, allocations, reservations and balances."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("--json", action="store_true", help="the result for machines")
        parser.add_argument(
            "--limit", type=int, default=100, help="at most so many differences of each check"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check, show, and exit with 1 if anything disagrees."""
        found = StockVerification(units=0, balances=0, movements=0, differences=())
        console = Console(stderr=True)
        for check in track(
            StockCheck,
            "verify stock",
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ):
            one = inventory.verify_stock(VerifyStock(limit=options["limit"], checks=(check,)))
            found = _both(found, one)
        if options["json"]:
            self.stdout.write(TypeAdapter(StockVerification).dump_json(found).decode())
        else:
            _show(found, Console(file=cast(IO[str], self.stdout), soft_wrap=True))
        if found.differences:
            sys.exit(1)


def _both(found: StockVerification, one: StockVerification) -> StockVerification:
    return replace(
        found,
        units=max(found.units, one.units),
        balances=max(found.balances, one.balances),
        movements=max(found.movements, one.movements),
        differences=found.differences + one.differences,
    )


def _show(found: StockVerification, console: Console) -> None:
    if found.differences:
        table = Table("check", "row", "expected", "found", title="differences")
        for each in found.differences:
            table.add_row(each.check, each.subject, str(each.expected), str(each.found))
        console.print(table)
    console.print(
        f"{found.movements} movements, {found.units} stock units and {found.balances} balances:"
        f" {len(found.differences)} differences"
    )
