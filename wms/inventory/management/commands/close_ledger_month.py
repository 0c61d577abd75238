"""Let old months leave the ledger."""

from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from datetime import UTC, date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from rich.console import Console
from rich.progress import track

from wms.inventory.stock.commands.close_balance_history import close_balance_history
from wms.inventory.stock.commands.close_ledger_month import close_ledger_month
from wms.inventory.stock.contracts.ledger import CloseLedgerMonth
from wms.kernel.errors import DomainError
from wms.platform.management.arguments import operator, text

EXAMPLES = """example:
  manage.py close_ledger_month 2025-10
  manage.py close_ledger_month 2025-10 2025-11 2025-12

In one transaction for each month, what every stock unit held at its end becomes the first line of
the next month, and the month stays as a table (inventory.stock_movements_closed_2025_10); in
another one the history of balances follows (inventory.balance_history_closed_2025_10). Both are
to be dumped and dropped. It may be stopped and run again
at any time; a month that has left already is left alone. Months leave in their order, and none
before the month after it is over."""


class Command(BaseCommand):
    """The ledger stays complete: opening lines stand for what was before."""

    help = "Replace old months of the ledger by opening lines and set their tables free."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("months", metavar="YYYY-MM", nargs="+", type=_month)
        parser.add_argument(
            "--actor",
            type=text,
            help="who the lines say wrote them, by default who is logged in here",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Close the months one by one, the oldest first, and show where each went."""
        console = Console(stderr=True)
        months = track(
            sorted(set(options["months"])),
            "close months",
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        for month in months:
            self.stdout.write(_close(month, operator(options["actor"])))


def _close(month: date, actor: str) -> str:
    try:
        command = CloseLedgerMonth(month=month, actor=actor)
        closed = close_ledger_month(command)
        close_balance_history(command)
    except DomainError as error:
        raise CommandError(f"{month:%Y-%m} stays: {error}") from error
    except OperationalError as error:
        raise CommandError(f"{month:%Y-%m} stays, run it again: {error}") from error
    return (
        f"{month:%Y-%m}: {closed.movements} lines are in {closed.table},"
        f" {closed.opening_lines} opening lines stand for them"
    )


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no month such as 2025-10") from error
