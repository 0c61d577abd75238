"""Make a projection anew from all events."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wms.reporting.management.progress import progress
from wms.reporting.projection.commands.build import AlreadyBuilt, Unreadable, count_events
from wms.reporting.projection.commands.rebuild import StillSending, rebuild
from wms.reporting.projection.contracts import ConsumersBusy, UnknownProjection
from wms.reporting.projection.queries.known import Projection, projections

SHOWN = 20


class Command(BaseCommand):
    """For a projection that is wrong, or that a new release makes differently."""

    help = (
        "Make a projection anew from all events that were ever published, beside the one that is"
        " asked for, and put it in its place at once. Killed, it leaves everything as it is, and"
        " goes on where it was when it is run again. With --outdated it does so only if another"
        " release has made what is there. Example: manage.py rebuild_projection order-views"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add which projections."""
        parser.add_argument("names", nargs="*", metavar="NAME", help="by default all")
        parser.add_argument(
            "--outdated", action="store_true", help="leave those that this release has made"
        )

    def handle(self, *_args: Any, names: list[str], outdated: bool, **_options: Any) -> None:
        """Rebuild one after the other, and say what was different."""
        try:
            chosen = projections(names)
        except UnknownProjection as error:
            raise CommandError(str(error)) from error
        for projection in chosen:
            if outdated and not projection.is_outdated():
                self.stdout.write(f"{projection.name}: made by this release")
                continue
            self._rebuild(projection)

    def _rebuild(self, projection: Projection) -> None:
        try:
            with progress(projection.name, count_events(projection)) as report:
                rebuilt = rebuild(projection, report)
        except (AlreadyBuilt, ConsumersBusy, StillSending, Unreadable) as error:
            raise CommandError(f"{projection.name} is as it was: {error}") from error
        self.stdout.write(f"{projection.name}: {rebuilt.events} events read, in place")
        if not rebuilt.differences:
            self.stdout.write("  the same as before")
        for each in rebuilt.differences[:SHOWN]:
            self.stdout.write(f"  {each.table} {each.key} {each.was}")
        if len(rebuilt.differences) > SHOWN:
            self.stdout.write(f"  and {len(rebuilt.differences) - SHOWN} more")
