"""Handle the events that consumer groups are sent."""

import signal
from argparse import ArgumentParser
from threading import Event as Flag
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wms.platform.database import become
from wms.platform.exits import end_process
from wms.platform.kafka.groups import UnknownGroup, subscribers
from wms.platform.kafka.runtime import consume


class Command(BaseCommand):
    """Runs one group or several, one thread each; more processes share the partitions."""

    help = (
        "Handle what consumer groups are sent, until SIGTERM or Ctrl-C, which stop it at the end"
        " of a batch. Example: manage.py run_event_consumer --group inventory --group waving"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add which groups."""
        parser.add_argument(
            "--group",
            action="append",
            default=[],
            metavar="GROUP",
            dest="groups",
            help="a group to run, may be given several times (default: all)",
        )

    def handle(self, *_args: Any, groups: list[str], **_options: Any) -> None:
        """Consume."""
        become("consumers")
        try:
            wanted = subscribers(groups)
        except UnknownGroup as error:
            raise CommandError(str(error)) from error
        if not wanted:
            raise CommandError("no context declares a subscriber, so there is nothing to consume")
        stop = Flag()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write(f"groups: {', '.join(each.group for each in wanted)}")
        if not consume(wanted, stop):
            end_process()
