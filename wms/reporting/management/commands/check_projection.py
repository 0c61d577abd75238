"""Say where a projection differs from what its events come to."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wms.reporting.management.progress import progress
from wms.reporting.projection.commands.build import AlreadyBuilt, Unreadable, count_events
from wms.reporting.projection.commands.rebuild import Rebuilt, StillSending, check
from wms.reporting.projection.contracts import ConsumersBusy, UnknownProjection
from wms.reporting.projection.queries.known import Projection, projections

SHOWN = 20


class Command(BaseCommand):
    """For whoever doubts a figure."""

    help = (
        "Make a projection anew from all events that were ever published, compare it with the one"
        " that is asked for, say where they differ, and change nothing. It ends with an error if"
        " they do. Example: manage.py check_projection order-views"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add which projections, and how to show what was found."""
        parser.add_argument("names", nargs="*", metavar="NAME", help="by default all")
        parser.add_argument(
            "--most", type=int, default=SHOWN, help=f"how many rows to show (default: {SHOWN})"
        )
        parser.add_argument("--json", action="store_true", help="the result for machines")

    def handle(self, *_args: Any, names: list[str], **options: Any) -> None:
        """Check one after the other."""
        try:
            found = {each.name: _checked(each) for each in projections(names)}
        except UnknownProjection as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps({name: asdict(each) for name, each in found.items()}))
        else:
            for name, checked in found.items():
                self._show(name, checked, options["most"])
        wrong = [name for name, checked in found.items() if checked.differences]
        if wrong:
            raise CommandError(f"rebuild_projection {' '.join(wrong)} mends it")

    def _show(self, name: str, checked: Rebuilt, most: int) -> None:
        found = len(checked.differences)
        differ = "no row differs" if not found else f"{found} rows differ"
        self.stdout.write(f"{name}: {checked.events} events read, {differ}")
        for each in checked.differences[:most]:
            self.stdout.write(f"  {each.table} {each.key} {each.what}")


def _checked(projection: Projection) -> Rebuilt:
    try:
        with progress(projection.name, count_events(projection)) as report:
            return check(projection, report)
    except (AlreadyBuilt, ConsumersBusy, StillSending, Unreadable) as error:
        raise CommandError(f"{projection.name} cannot be checked: {error}") from error
