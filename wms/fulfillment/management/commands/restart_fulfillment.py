"""Start sagas again that ended before their orders."""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from wms.fulfillment.saga.commands.restart_fulfillment import restart_fulfillment
from wms.fulfillment.saga.contracts.restarts import RestartFulfillment
from wms.kernel.errors import DomainError
from wms.kernel.ids import OrderId
from wms.platform.management.arguments import operator, text
from wms.platform.temporal.bridge import TemporalUnavailable

EXAMPLES = """example:
  manage.py restart_fulfillment 0198f6a2-5a0e-7bd1-8000-2f8d3c1b9a77 --note "killed by hand"

Each goes on from what is the case: steps that were taken change nothing when they are taken again,
what was being undone is undone to the end. The exit code is 1 if one was not started."""


class Command(BaseCommand):
    """Only a person starts a saga again: by this, by REST, or by the button of its exception."""

    help = "Start the sagas of orders again that ended before them (exception run_ended)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("orders", nargs="+", type=UUID, metavar="ORDER", help="ids of orders")
        parser.add_argument("--note", type=text, help="what was found out, kept with it")
        parser.add_argument("--actor", type=text, help="who, by default who is logged in here")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Start one after the other, and say what came of each."""
        actor, note = operator(options["actor"]), options["note"] or ""
        failed = 0
        for order_id in options["orders"]:
            command = RestartFulfillment(order_id=OrderId(order_id), actor=actor, note=note[:500])
            try:
                restarted = restart_fulfillment(command)
            except (DomainError, TemporalUnavailable) as refusal:
                failed += 1
                self.stderr.write(f"{order_id}: {refusal}")
            else:
                self.stdout.write(
                    f"{order_id}: attempt {restarted.attempt}, from {restarted.status}"
                )
        if failed:
            sys.exit(1)
