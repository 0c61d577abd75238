"""Choose what is counted next."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from wms.inventory.counts.commands.plan_counts import plan_counts
from wms.inventory.counts.contracts.counts import MOST_COUNTS, PlanCounts
from wms.platform.management.arguments import code
from wms.platform.tenancy import facade as tenancy

EXAMPLES = """examples:
  manage.py plan_counts                          fill up what may be unfinished, everywhere
  manage.py plan_counts --warehouse LON1 --max 20

Stop it whenever you like and run it again: goods with an unfinished count are left out."""


class Command(BaseCommand):
    """Does by hand what the schedule does by itself."""

    help = "Make counts of what pickers did not find, is worth most, or was long not counted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("--warehouse", type=code, help="a code; default: every warehouse")
        parser.add_argument("--max", type=int, help="how many counts to make in a warehouse")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Plan, and say how many.

        Raises:
            CommandError: there is no such warehouse, or the number is out of bounds.
        """
        limit, named = options["max"], options["warehouse"]
        if limit is not None and not 1 <= limit <= MOST_COUNTS:
            raise CommandError(f"--max is 1 to {MOST_COUNTS}")
        try:
            warehouse_id = tenancy.get_warehouse(code=named).warehouse_id if named else None
        except tenancy.UnknownWarehouse as error:
            raise CommandError(str(error)) from error
        made = plan_counts(PlanCounts(now=timezone.now(), warehouse_id=warehouse_id, limit=limit))
        self.stdout.write(f"{len(made)} counts made")
