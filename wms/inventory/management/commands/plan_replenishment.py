"""Ask for pick locations to be filled."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress

from wms.inventory.replenishment.commands.plan_replenishment import plan_replenishment_page
from wms.inventory.replenishment.contracts.levels import PlanReplenishmentPage

EXAMPLES = """example:
  manage.py plan_replenishment

Stop it whenever you like and run it again: what is in transit already is not asked for twice."""


class Command(BaseCommand):
    """Does by hand what the schedule does by itself."""

    help = "Open replenishment tasks for every pick face that has less than its minimum."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Plan page by page, and say how much is to be carried."""
        faces = tasks = units = 0
        after = None
        with Progress(console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("pick faces", total=None)
            while True:
                page = plan_replenishment_page(PlanReplenishmentPage(after=after))
                faces, tasks, units = faces + page.faces, tasks + page.tasks, units + page.units
                progress.update(bar, description=f"{faces} pick faces, {tasks} tasks")
                if page.next is None:
                    break
                after = page.next
        self.stdout.write(f"{faces} pick faces: {tasks} tasks to carry {units} units")
