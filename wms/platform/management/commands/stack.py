"""The servers and processes of a bare machine."""

import json
import os
import shutil
import sys
import threading
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from wms.platform.embedded.environment import PROJECT
from wms.platform.embedded.errors import StackError
from wms.platform.embedded.programs import App
from wms.platform.embedded.stack import Stack
from wms.platform.embedded.status import Status

EXAMPLES = """examples:
  manage.py stack up                      PostgreSQL, Valkey, Temporal and the broker
  manage.py stack up --all                the same, and the app's own processes on them
  manage.py stack up --name demo --fresh  another set, starting from nothing
  manage.py stack restart kafka           the broker, and all that cannot outlive it
  manage.py stack status --json
  manage.py stack down

Addresses are written to the file `env` in the folder of the stack. A server whose address is
given in the environment (DATABASE_URL, REDIS_URL, KAFKA_BOOTSTRAP_SERVERS, TEMPORAL_ADDRESS)
is not started."""

FULL_WIDTH = 140
COLOURS = {"up": "green", "external": "cyan", "silent": "yellow", "down": "red"}


class Command(BaseCommand):
    """Starts, stops and shows the servers of a stack."""

    help = "Start, stop and show the servers that a bare machine lacks, and the app's processes."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("action", choices=["up", "down", "status", "restart"])
        parser.add_argument("names", nargs="*", metavar="NAME", help="only these (default: all)")
        parser.add_argument("--name", default="dev", help="which set: dev (default), demo, ...")
        parser.add_argument("--folder", type=Path, help="where it is kept (default: .stack/<name>)")
        parser.add_argument(
            "--fresh", action="store_true", help="with up: stop it and delete its data first"
        )
        parser.add_argument(
            "--all", action="store_true", help="with up: start the app's processes too"
        )
        parser.add_argument("--json", action="store_true", help="with status: for machines")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do one action.

        Raises:
            CommandError: something does not start or stop; the message says what and why.
        """
        folder = options["folder"] or PROJECT / ".stack" / options["name"]
        begun = time.monotonic()
        try:
            stack = self._stack(folder)
            match options["action"]:
                case "up":
                    if options["fresh"]:
                        stack.empty()
                    stack.up(options["names"], with_programs=options["all"])
                case "down":
                    stack.down(options["names"])
                case "restart":
                    stack.restart(options["names"])
                case _:
                    self._show(stack.status(), as_json=options["json"])
                    return
        except KeyboardInterrupt:
            raise CommandError("interrupted; what this call started is stopped again") from None
        except StackError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"stack in {folder}: {error}") from error
        took = time.monotonic() - begun
        where = "" if options["action"] == "down" else f"; addresses in {stack.env_file}"
        self.stdout.write(f"{options['action']} in {took:.1f} s{where}")

    def _stack(self, folder: Path) -> Stack:
        turn = threading.Lock()

        def report(name: str, news: str) -> None:
            with turn:
                self.stdout.write(f"{name:<20} {news}")
                self.stdout.flush()

        return Stack(
            folder,
            app=App(
                settings.STACK_PROCESSES,
                settings.STACK_AFTER_BROKER_START,
                settings.STACK_ON_GIVEN_BROKER,
            ),
            report=report,
        )

    def _show(self, all_status: list[Status], *, as_json: bool) -> None:
        if as_json:
            fields = Status.__slots__
            rows = [{name: getattr(each, name) for name in fields} for each in all_status]
            self.stdout.write(json.dumps(rows, indent=2))
        else:
            table = Table(box=None)
            for heading in ("name", "state", "pid", "address", "since", "log"):
                table.add_column(heading, no_wrap=True)
            for each in all_status:
                colour = COLOURS[each.state]
                table.add_row(
                    each.name,
                    f"[{colour}]{each.state}[/]",
                    str(each.pid or ""),
                    each.address,
                    _moment(each.since),
                    os.path.relpath(each.log) if each.log else "",
                )
            # A terminal that is too narrow wraps: a cut address is of no use.
            width = max(shutil.get_terminal_size().columns, FULL_WIDTH)
            console = Console(width=width, force_terminal=self.stdout.isatty())
            with console.capture() as lines:
                console.print(table)
            self.stdout.write(lines.get(), ending="")
        if any(each.state in ("down", "silent") for each in all_status):
            sys.exit(1)


def _moment(seconds: float | None) -> str:
    return "" if seconds is None else f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S}Z"
