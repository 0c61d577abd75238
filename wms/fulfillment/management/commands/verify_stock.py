"""Reconcile the whole stock."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from datetime import timedelta
from typing import IO, Any, cast

from django.core.management.base import BaseCommand
from pydantic import TypeAdapter
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from wms.fulfillment.verification.commands.repair_difference import repair_difference
from wms.fulfillment.verification.commands.verify_everything import verify_everything
from wms.fulfillment.verification.contracts import (
    RepairDifference,
    Scan,
    VerifyEverything,
    check_named,
)
from wms.inventory.contracts import REPAIR_ORDER, StockCheck, StockDifference, StockVerification
from wms.kernel.errors import DomainError
from wms.platform.management.arguments import operator, text

EXAMPLES = """examples:
  manage.py verify_stock --json
  manage.py verify_stock --repair --reason "a script wrote into the tables on Monday"

Without --repair it only reads, while work goes on, and may be stopped and run again at any time.
With it each difference is repaired in a transaction of its own, and the stock is verified again.
The exit code is 1 if differences remain."""
ROUNDS = 3
REASON = "found by verify_stock"
LONGEST = 200
LONGEST_PATIENCE = timedelta(hours=1)


class Command(BaseCommand):
    """Ledger, stock units, allocations, reservations, orders and pick tasks must agree."""

    help = "Compare the ledger with stock units, allocations, reservations, orders and pick tasks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("--json", action="store_true", help="the result for machines")
        parser.add_argument(
            "--limit", type=_limit, default=100, help="at most so many differences of each check"
        )
        parser.add_argument(
            "--patience",
            type=_patience,
            default=60.0,
            metavar="SECONDS",
            help="what looks wrong between contexts is looked at again after so long",
        )
        parser.add_argument("--repair", action="store_true", help="repair what can be repaired")
        parser.add_argument(
            "--reason", type=_words, default=REASON, help="why, kept with each repair"
        )
        parser.add_argument("--actor", type=_words, help="who, kept with each repair")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check, repair if asked to, show, and exit with 1 if anything disagrees."""
        query = VerifyEverything(
            limit=options["limit"], patience=timedelta(seconds=options["patience"])
        )
        found = _verify(query)
        errors = Console(stderr=True)
        for _round in range(ROUNDS if options["repair"] else 0):
            if not found.differences or not _repair(found, options, errors):
                break
            found = _verify(query)
        if options["json"]:
            self.stdout.write(TypeAdapter(StockVerification).dump_json(found).decode())
        else:
            _show(found, Console(file=cast(IO[str], self.stdout), soft_wrap=True))
        if found.differences:
            sys.exit(1)


def _limit(said: str) -> int:
    limit = int(said)
    if limit < 1:
        raise ArgumentTypeError("at least one difference is listed")
    return limit


def _patience(said: str) -> float:
    seconds = float(said)
    if not 0 <= seconds <= LONGEST_PATIENCE.total_seconds():
        raise ArgumentTypeError(f"0 to {LONGEST_PATIENCE.total_seconds():.0f} seconds")
    return seconds


def _words(said: str) -> str:
    cleaned = text(said)
    if len(cleaned) > LONGEST:
        raise ArgumentTypeError(f"at most {LONGEST} characters are kept")
    return cleaned


def _verify(query: VerifyEverything) -> StockVerification:
    console = Console(stderr=True)
    columns = (
        TextColumn("verify stock"),
        BarColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        bar = progress.add_task("", total=len(StockCheck) + len(Scan))
        return verify_everything(
            query, report=lambda news: progress.update(bar, description=news, advance=1)
        )


def _repair(found: StockVerification, options: dict[str, Any], errors: Console) -> int:
    """Repair differences one after the other, rows before totals; return how many were."""
    repaired = 0
    for each in sorted(found.differences, key=_turn):
        try:
            repair_difference(
                RepairDifference(
                    check=check_named(each.check),
                    subject_id=each.subject_id,
                    actor=operator(options["actor"]),
                    reason=options["reason"],
                )
            )
        except DomainError as refusal:
            errors.print(f"{each.check} of {each.subject}: {refusal}", style="yellow")
        else:
            repaired += 1
            errors.print(f"repaired {each.check} of {each.subject}")
    return repaired


def _turn(difference: StockDifference) -> int:
    """Return when a difference is repaired; those between contexts come first."""
    order = [check.value for check in REPAIR_ORDER]
    return order.index(difference.check) if difference.check in order else -1


def _show(found: StockVerification, console: Console) -> None:
    for each in found.differences:
        console.print(
            f"[bold]{each.check}[/bold]: {escape(each.subject)}\n"
            f"    {each.expected} expected, {each.found} found. {each.cause}\n"
            f"    {each.repair}"
        )
    console.print(
        f"{found.movements} movements, {found.units} stock units and {found.balances} balances:"
        f" {len(found.differences)} differences"
    )
