"""Plan and release waves."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from wms.platform.management.arguments import code, operator
from wms.platform.tenancy import facade as tenancy
from wms.waving.contracts import (
    NewWave,
    PlanWave,
    ReleaseDueWaves,
    ReleaseWave,
    WaveEmpty,
    WaveNotOpen,
)
from wms.waving.services.plan_wave import plan_wave
from wms.waving.services.release_due_waves import release_due_waves
from wms.waving.services.release_wave import release_wave

MOST_ORDERS, MOST_LINES = 5000, 50_000
EXAMPLES = """examples:
  manage.py release_waves                       plan and release what is due by the templates
  manage.py release_waves --now --max-orders 50 plan and release everything that waits

Stop it whenever you like and run it again: a wave is released once."""


class Command(BaseCommand):
    """Does by hand what the schedule does by itself."""

    help = "Plan and release waves: by the templates, or with --now all that waits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("--now", action="store_true", help="everything plannable, at once")
        parser.add_argument("--warehouse", type=code, help="a code; default: the only warehouse")
        parser.add_argument("--max-orders", type=int, default=100, help="per wave, with --now")
        parser.add_argument("--max-lines", type=int, default=2000, help="per wave, with --now")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Plan, release, and say how many.

        Raises:
            CommandError: there is no such warehouse, or a capacity is out of bounds.
        """
        for option, most in (("max_orders", MOST_ORDERS), ("max_lines", MOST_LINES)):
            if not 1 <= options[option] <= most:
                raise CommandError(f"--{option.replace('_', '-')} is 1 to {most}")
        if not options["now"]:
            if options["warehouse"]:
                raise CommandError("--warehouse goes with --now: templates name their own")
            released = release_due_waves(ReleaseDueWaves(now=timezone.now()))
            self.stdout.write(f"{len(released)} waves released")
            return
        waves, orders = self._release_all(options)
        self.stdout.write(f"{waves} waves with {orders} orders released")

    def _release_all(self, options: dict[str, Any]) -> tuple[int, int]:
        named = options["warehouse"]
        try:
            site = tenancy.get_warehouse(code=named) if named else tenancy.only_warehouse()
        except tenancy.UnknownWarehouse as error:
            raise CommandError(str(error)) from error
        wanted = PlanWave(
            warehouse_id=site.warehouse_id,
            wave=NewWave(max_orders=options["max_orders"], max_lines=options["max_lines"]),
            actor=operator(),
        )
        waves = orders = 0
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("waves", total=None)
            while True:
                try:
                    wave = plan_wave(wanted)
                except WaveEmpty:
                    return waves, orders
                try:
                    release_wave(ReleaseWave(wave_id=wave.wave_id, actor=operator()))
                except WaveNotOpen:
                    # All of its orders were withdrawn this moment.
                    continue
                waves, orders = waves + 1, orders + wave.order_count
                progress.update(task, description=f"{wave.number}: {orders} orders", advance=1)
